package io.changeover.runbook.deploy;

import java.beans.FeatureDescriptor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.jspecify.annotations.Nullable;

/** The members an expression may use: a list of what is allowed, everything else is refused. Nothing can be set. */
final class SafeMembers extends ELResolver {
    private static final Map<Class<?>, Set<String>> MEMBERS = Map.of(
            String.class, Set.of("contains", "startsWith", "endsWith", "equals", "isEmpty", "length"),
            Collection.class, Set.of("contains", "isEmpty", "size"),
            Map.class, Set.of("get", "containsKey", "isEmpty", "size"),
            DelegateExecution.class,
                    Set.of(
                            "getProcessBusinessKey",
                            "getBusinessKey",
                            "getProcessInstanceId",
                            "getProcessDefinitionId",
                            "getCurrentActivityId",
                            "getId",
                            "getVariable",
                            "hasVariable"),
            DelegateTask.class, Set.of("getId", "getName", "getAssignee", "getTaskDefinitionKey", "getVariable"));

    private final AllowedBeans allowed;

    SafeMembers(AllowedBeans allowed) {
        this.allowed = allowed;
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
        if (base == null) {
            String name = String.valueOf(property);
            if (!allowed.knows(name)) {
                return null;
            }
            context.setPropertyResolved(true);
            return allowed.lookup().apply(name);
        }
        if (base instanceof Map || base instanceof List || base.getClass().isArray()) {
            return null;
        }
        context.setPropertyResolved(true);
        String name = String.valueOf(property);
        String getter = "get" + name.substring(0, Math.min(1, name.length())).toUpperCase(Locale.ROOT)
                + name.substring(Math.min(1, name.length()));
        return call(base, isComponent(base, name) ? name : getter, new Object[0]);
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] given) {
        if (base == null) {
            throw new ELException("nothing to call %s on".formatted(method));
        }
        context.setPropertyResolved(true);
        return call(base, String.valueOf(method), given == null ? new Object[0] : given);
    }

    private @Nullable Object call(Object base, String name, Object[] given) {
        for (Class<?> type : typesOf(base, name)) {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && fits(method, given)) {
                    return invoke(base, method, given);
                }
            }
        }
        throw new ELException("an expression may not use %s of a %s"
                .formatted(name, base.getClass().getSimpleName()));
    }

    /** Where to look the member up; empty if it may not be used. */
    private List<Class<?>> typesOf(Object base, String name) {
        boolean inherited = Arrays.stream(Object.class.getMethods())
                .anyMatch(method -> method.getName().equals(name) && !name.equals("equals"));
        if (inherited) {
            return List.of();
        }
        List<Class<?>> listed = MEMBERS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().isInstance(base) && entry.getValue().contains(name))
                .<Class<?>>map(Map.Entry::getKey)
                .toList();
        if (!listed.isEmpty()) {
            return listed;
        }
        return isComponent(base, name) || allowed.isCallable(base) ? List.of(base.getClass()) : List.of();
    }

    private static boolean isComponent(Object base, String name) {
        return base instanceof Record
                && base.getClass().getName().startsWith("io.changeover.")
                && Arrays.stream(base.getClass().getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
    }

    private static boolean fits(Method method, Object[] given) {
        Class<?>[] wanted = method.getParameterTypes();
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            Class<?> boxed = wanted[i].isPrimitive()
                    ? Array.get(Array.newInstance(wanted[i], 1), 0).getClass()
                    : wanted[i];
            if (given[i] == null ? wanted[i].isPrimitive() : !boxed.isInstance(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object invoke(Object base, Method method, Object[] given) {
        try {
            method.trySetAccessible(); // the allowed beans are package-private classes of ours
            return method.invoke(base, given);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new ELException(thrown.getCause());
        } catch (IllegalAccessException denied) {
            throw new ELException(denied);
        }
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, Object property, Object value) {
        throw new ELException("an expression may not set %s".formatted(property));
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return Collections.emptyIterator();
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }
}
