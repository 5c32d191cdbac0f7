package io.changeover.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How people reach the server.
 *
 * @param url its address as they type it, for links in notifications; null for none
 */
@ConfigurationProperties("changeover")
record ServerAddress(@Nullable URI url) {}
