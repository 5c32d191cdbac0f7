package io.changeover.report.paper;

import java.nio.charset.StandardCharsets;

/** A report as it leaves the house. */
public final class Printed {
    private final Form form;
    private final String fileName;
    private final byte[] body;

    Printed(Form form, String name, byte[] body) {
        this.form = form;
        this.fileName = name + "." + form.ending();
        this.body = body.clone();
    }

    static Printed of(Form form, String name, String text) {
        return new Printed(form, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What it is. */
    public Form form() {
        return form;
    }

    /** What it may be called when it is kept. */
    public String fileName() {
        return fileName;
    }

    /** Its bytes; texts are UTF-8. */
    public byte[] body() {
        return body.clone();
    }

    /** The same as text; of no use for a PDF. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
