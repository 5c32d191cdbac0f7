package io.changeover.bench;

import java.util.List;

final class MoveBench {
    static List<Figure> figures() {
        return List.of();
    }
}
