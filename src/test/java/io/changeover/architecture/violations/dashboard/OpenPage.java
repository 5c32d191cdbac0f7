package io.changeover.architecture.violations.dashboard;

import org.springframework.web.bind.annotation.RestController;

/** A controller by annotation; abstract, so that no component scan of a test picks it up. */
@RestController
public abstract class OpenPage {
    static final String BREAKS = "controllers are package-private";
}
