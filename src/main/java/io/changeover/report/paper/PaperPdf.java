package io.changeover.report.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Prints well-formed pages as PDF, with fonts of its own inside, bookmarks, and tags for those who do not see it. Fetches
 * nothing, whatever the page names. Safe for use by many threads.
 */
final class PaperPdf {
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";

    static {
        XRLog.setLoggingEnabled(false); // it tells what it does, thousands of times; what fails is thrown
    }

    byte[] write(String page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useUriResolver((base, uri) -> null);
        builder.useFont(() -> font("DejaVuSans.ttf"), "Paper", 400, FontStyle.NORMAL, true);
        builder.useFont(() -> font("DejaVuSans-Bold.ttf"), "Paper", 700, FontStyle.NORMAL, true);
        builder.withHtmlContent(page, null);
        builder.withProducer("Changeover");
        builder.toStream(bytes);
        try {
            builder.run();
        } catch (IOException fault) {
            throw new UncheckedIOException("a report cannot be printed", fault);
        }
        return bytes.toByteArray();
    }

    private static InputStream font(String file) {
        InputStream font = PaperPdf.class.getResourceAsStream(FONTS + file);
        if (font == null) {
            throw new IllegalStateException("the class path lacks the font " + file);
        }
        return font;
    }
}
