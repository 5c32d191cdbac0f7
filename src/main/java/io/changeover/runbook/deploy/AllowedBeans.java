package io.changeover.runbook.deploy;

import java.util.Set;
import java.util.function.Function;

/**
 * The beans that expressions may name. Looked up when first used, so that a bean may itself need the engine.
 *
 * @param named beans that may be named as a delegate or listener, and nothing else
 * @param callable beans whose public methods may be called
 * @param lookup finds a bean by its name
 */
public record AllowedBeans(Set<String> named, Set<String> callable, Function<String, Object> lookup) {
    public AllowedBeans {
        named = Set.copyOf(named);
        callable = Set.copyOf(callable);
    }

    boolean knows(String name) {
        return named.contains(name) || callable.contains(name);
    }

    boolean isCallable(Object bean) {
        return callable.stream().anyMatch(name -> lookup.apply(name) == bean);
    }
}
