package io.changeover.planfile;

/** Where something stands in a plan file: line and column from 1, and the path from the top. */
record Place(int line, int column, String path) {
    static final Place TOP = new Place(1, 1, "");

    /** A place below this one. */
    Place below(int atLine, int atColumn, String key) {
        return new Place(atLine, atColumn, path.isEmpty() ? key : path + "." + key);
    }

    /** The place of an item of the list that stands here. */
    Place item(int atLine, int atColumn, int index) {
        return new Place(atLine, atColumn, path + "[" + index + "]");
    }
}
