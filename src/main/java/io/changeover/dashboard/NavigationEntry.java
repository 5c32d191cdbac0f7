package io.changeover.dashboard;

/**
 * A page in the bar above all pages.
 *
 * @param path where it is, which is also where all below it is
 * @param current whether the reader is there
 */
public record NavigationEntry(String path, String label, boolean current) {
    /** The same, as a reader of that path sees it. Plans and runs are below the overview. */
    NavigationEntry at(String read) {
        boolean here = path.equals("/")
                ? read.equals("/") || read.startsWith("/plans/") || read.startsWith("/runs/")
                : read.equals(path) || read.startsWith(path + "/");
        return new NavigationEntry(path, label, here);
    }
}
