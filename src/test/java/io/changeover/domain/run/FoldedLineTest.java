package io.changeover.domain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FoldedLineTest {
    private static final Instant BEGUN = Instant.parse("2026-03-14T03:00:00Z");
    private static final Offset<Double> NEARLY = within(1e-6);
    private static final FoldedLine.Folding FOLDING = new FoldedLine.Folding(0.5, 10, 30);

    @Test
    void aLongQuietStretchIsFoldedAndTheRestHasOneScale() {
        FoldedLine line = FoldedLine.of(span(0, 110), List.of(span(4, 5), span(10, 105)), 20, 120, FOLDING);

        assertThat(line.pieces()).extracting(FoldedLine.Piece::folded).containsExactly(false, true, false);
        assertThat(line.perMilli()).isCloseTo(90 / 15_000.0, NEARLY);
        assertThat(line.at(at(-3))).isEqualTo(20);
        assertThat(line.at(at(10))).isCloseTo(80, NEARLY);
        assertThat(line.at(at(57))).isBetween(84.0, 86.0);
        assertThat(line.at(at(105))).isCloseTo(90, NEARLY);
        assertThat(line.at(at(999))).isCloseTo(120, NEARLY);
    }

    @Test
    void manyFoldsShareTheRoomThatTheyHave() {
        List<Span> quiet = List.of(span(1, 11), span(12, 22), span(23, 33), span(34, 44), span(45, 55), span(56, 66));
        FoldedLine line = FoldedLine.of(span(0, 67), quiet, 0, 100, FOLDING);

        assertThat(line.pieces().stream().filter(FoldedLine.Piece::folded))
                .hasSize(6)
                .allMatch(piece -> Math.abs(piece.width() - 5) < 1e-6);
        assertThat(line.at(at(67))).isCloseTo(100, NEARLY);
    }

    @Test
    void aTimeOfNoLengthHasItsPlace() {
        assertThat(FoldedLine.of(span(0, 0), List.of(), 0, 100, FOLDING).at(at(0)))
                .isZero();
    }

    private static Span span(int from, int to) {
        return new Span(at(from), at(to));
    }

    private static Instant at(int second) {
        return BEGUN.plusSeconds(second);
    }
}
