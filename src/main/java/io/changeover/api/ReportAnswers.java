package io.changeover.api;

import io.changeover.report.paper.Form;
import io.changeover.report.paper.Printed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;

/** How reports are asked for and answered. */
final class ReportAnswers {
    private ReportAnswers() {}

    /** The form that is accepted most gladly; JSON where any is. */
    static Form form(String accept) {
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .flatMap(one -> Arrays.stream(Form.values())
                        .filter(form -> one.isCompatibleWith(MediaType.parseMediaType(form.mediaType()))))
                .findFirst()
                .orElse(Form.JSON);
    }

    /** The form of a file with that ending. */
    static Form ending(String ending) {
        return Form.ofEnding(ending).orElseThrow(() -> new NotFoundException("no report is kept as '" + ending + "'"));
    }

    /** With the name that it is kept under: pages and PDF are shown, tables are kept. */
    static ResponseEntity<byte[]> answer(Printed report) {
        ContentDisposition.Builder how =
                report.form() == Form.CSV ? ContentDisposition.attachment() : ContentDisposition.inline();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(report.form().mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        how.filename(report.fileName()).build().toString())
                .body(report.body());
    }

    static ResponseEntity<byte[]> answer(Optional<Printed> report, String what, String name) {
        return report.map(ReportAnswers::answer)
                .orElseThrow(() -> new NotFoundException("there is no %s '%s'".formatted(what, name)));
    }
}
