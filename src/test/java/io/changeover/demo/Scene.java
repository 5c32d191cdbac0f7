package io.changeover.demo;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The sites of a demonstration without its server, for a test. */
final class Scene implements AutoCloseable {
    final DemoFolder folder;
    final Sites sites;
    private final Cleanup cleanup;

    private Scene(DemoFolder folder, Sites sites, Cleanup cleanup) {
        this.folder = folder;
        this.sites = sites;
        this.cleanup = cleanup;
    }

    static Scene build(Path path) throws Exception {
        Cleanup cleanup = new Cleanup();
        try {
            DemoFolder folder = DemoFolder.create(path);
            cleanup.add(folder::remove);
            return new Scene(folder, Sites.build(folder.path(), cleanup, silent()), cleanup);
        } catch (Exception e) {
            cleanup.close();
            throw e;
        }
    }

    static Screen silent() {
        return new Screen(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }

    Cleanup cleanup() {
        return cleanup;
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
