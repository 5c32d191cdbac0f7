package io.changeover.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may sign in.
 *
 * @param dataDir where the server keeps its files; the first administrator's password is written there
 * @param usersFile a YAML list of {@code id}, {@code password}, {@code groups}, applied at every start
 */
@ConfigurationProperties("changeover")
record AccessProperties(
        @DefaultValue("data") Path dataDir, @Nullable Path usersFile) {}
