package io.changeover.scenario;

import org.openqa.selenium.By;

/** What a person does in Tasklist. */
final class Tasklist {
    static final String PATH = "/camunda/app/tasklist/default/";

    private final Browser browser;

    Tasklist(Browser browser) {
        this.browser = browser;
    }

    /** Opens the task of that name from the list. */
    void pick(String name) {
        browser.click(By.xpath("//li[contains(@class, 'task')]//a[contains(normalize-space(), '%s')]".formatted(name)));
        browser.read("Claim");
    }

    /** Opens a task by its address. */
    void openTask(String task) {
        browser.open(PATH + "#/?task=" + task);
        browser.read("Claim");
    }

    void claim() {
        browser.click(By.cssSelector("button.claim"));
        browser.see(By.cssSelector("button.unclaim"));
        browser.see(By.cssSelector("input[type=radio]:enabled"));
    }

    /** What a field of the form shows. */
    String field(String key) {
        return browser.value(By.cssSelector("[id$='Field_%s']".formatted(key)));
    }

    void choose(String answer) {
        browser.click(radio(answer));
    }

    boolean offers(String answer) {
        return browser.shows(radio(answer));
    }

    private static By radio(String answer) {
        return By.xpath("//label[normalize-space()='%s']/input[@type='radio']".formatted(answer));
    }

    void comment(String words) {
        browser.type(By.cssSelector("[id$='Field_Comment']"), words);
    }

    void complete() {
        browser.click(By.cssSelector("button[ng-click='complete()']:enabled"));
    }
}
