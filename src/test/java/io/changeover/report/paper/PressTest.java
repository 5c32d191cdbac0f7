package io.changeover.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.report.paper.Block.Bars;
import io.changeover.report.paper.Block.Cell;
import io.changeover.report.paper.Block.Column;
import io.changeover.report.paper.Block.Fact;
import io.changeover.report.paper.Block.Facts;
import io.changeover.report.paper.Block.Lane;
import io.changeover.report.paper.Block.Points;
import io.changeover.report.paper.Block.Strip;
import io.changeover.report.paper.Block.Table;
import io.changeover.report.paper.Block.Text;
import io.changeover.report.paper.Paper.Figure;
import io.changeover.report.paper.Paper.Look;
import io.changeover.report.paper.Paper.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PressTest {
    private static final String HOSTILE = "<script>alert(1)</script> & \u0007 “ünï→”";

    private final Press press = new Press();

    @Test
    void aPdfHoldsAllTextWithFontsOfItsOwnBookmarksAndTags() throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(press.print(draft(paper(3)), Form.PDF).body())) {
            assertThat(text(pdf))
                    .contains("Sample · one", "It went well", "<script>alert(1)</script>", "“ünï→”", "cell 2 of row 3")
                    .contains("a fact", "a point", "Stop application");
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot())
                    .as("tags")
                    .isNotNull();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentCatalog()
                            .getDocumentOutline()
                            .getFirstChild()
                            .getTitle())
                    .isEqualTo("First");
            assertThat(pdf.getDocumentInformation().getTitle()).contains("Sample · one");
            assertThat(fonts(pdf)).isNotEmpty().allMatch(PDFont::isEmbedded);
        }
    }

    @Test
    void aLongTableRepeatsItsHeadOnEveryPage() throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(press.print(draft(paper(300)), Form.PDF).body())) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(3);
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(3);
            second.setEndPage(3);
            assertThat(second.getText(pdf)).contains("Column one", "3 / " + pdf.getNumberOfPages(), "Sample · one");
        }
    }

    @Test
    void aPageEscapesAllTextNamesNoOtherHostAndRunsNoScript() {
        String page = press.print(draft(paper(1)), Form.HTML).text();

        assertThat(page.replace("<link rel=\"icon\" href=\"data:,\"/>", ""))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \uFFFD “ünï→”")
                .doesNotContain("<script", "<link", "http://", "https://", " th:", "<bookmark");
    }

    @Test
    void aTableGuardsSpreadsheetsAgainstFormulas() {
        Sheet sheet = new Sheet(
                List.of("a", "b", "c"),
                List.of(Arrays.asList("=1+1", -5, null), Arrays.asList("x,\"y\"\nz", "@cmd", "plain")));

        assertThat(sheet.csv()).isEqualTo("a,b,c\r\n'=1+1,-5,\r\n\"x,\"\"y\"\"\nz\",'@cmd,plain\r\n");
    }

    @Test
    void filesAreCalledByTheirNameAndForm() {
        Printed printed = press.print(draft(paper(1)), Form.JSON);

        assertThat(printed.fileName()).isEqualTo("sample.json");
        assertThat(printed.text()).contains("\"data\"");
    }

    private static Draft draft(Paper paper) {
        return new Draft("sample", Map.of("data", 1), () -> paper, () -> new Sheet(List.of(), List.of()));
    }

    private static Paper paper(int rows) {
        Bars bars = new Bars(
                "a picture",
                List.of(new Lane("Stop application", List.of(new Strip(10, 20, "done", "took 2 s")))),
                List.of(new Strip(5, 40, "outage", "outage")),
                List.of(new Strip(0, 0, "tick", "02:00:00")));
        Table table = new Table(
                "a table",
                List.of(Column.of("Column one", 50), Column.number("Column two", 50)),
                IntStream.rangeClosed(1, rows)
                        .mapToObj(row -> List.of(
                                Cell.of("cell 1 of row " + row, "a note"), Cell.of("cell 2 of row " + row, Look.BAD)))
                        .toList());
        return new Paper(
                "Sample · one",
                Look.GOOD,
                "It went well",
                List.of(HOSTILE),
                List.of(new Figure("Outage", "2 s", Look.GOOD, "met", "measured")),
                List.of(
                        Section.of("First", new Text("a paragraph"), new Facts(List.of(new Fact("a fact", HOSTILE)))),
                        Section.of("Second", Look.WARNING, new Points(List.of("a point"))),
                        Section.of("Third", bars, table)));
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }

    private static List<PDFont> fonts(PDDocument pdf) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        for (PDPage page : pdf.getPages()) {
            for (COSName name : page.getResources().getFontNames()) {
                fonts.add(page.getResources().getFont(name));
            }
        }
        return fonts;
    }
}
