package io.changeover.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/** One site's SSH server. Takes one user with one key, and runs commands in a real shell. */
final class SshSite implements AutoCloseable {
    /** Who logs in. */
    static final String USER = "operator";

    private final SshServer server;
    private final ExecutorService threads;

    private SshSite(SshServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts it and makes it known to the keys' owner.
     *
     * @param home where commands run
     */
    static SshSite start(Place place, Path home, SshKeys keys) throws IOException, GeneralSecurityException {
        KeyPair hostKey = SshKeys.newPair();
        ExecutorService threads = Executors.newCachedThreadPool(Threads.named("ssh-" + place.site()));
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(place.address());
        server.setPort(place.ssh());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, keys.clientKey()));
        server.setCommandFactory((channel, script) -> new ShellExec(script, home, threads));
        server.start();
        keys.trust(place.address(), place.ssh(), hostKey.getPublic());
        return new SshSite(server, threads);
    }

    /** Closes all sessions, which ends their commands. */
    @Override
    public void close() throws IOException {
        server.stop(true);
        threads.shutdownNow();
    }
}
