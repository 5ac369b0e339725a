package org.ansatz.cli;

import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, or the request to terminate that schedulers send: the first asks the run to stop and to keep what it has, the second ends the
 * process at once.
 */
final class Interruption {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final AtomicBoolean asked = new AtomicBoolean();

    /**
     * Listens from now on. Until then both end the process at once, as is right for short commands; in the middle of native work a
     * request to terminate would crash it.
     *
     * <p>Java hears signals without ending only through {@code sun.misc.Signal} of the module {@code jdk.unsupported}, whose
     * mention the compiler warns about without a way to allow it; hence by reflection.
     */
    void listen(PrintStream err) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> heard(err);
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "the handler of Ctrl-C";
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(Interruption.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
            for (String name : SIGNALS) {
                Object number = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handlerType).invoke(null, number, proxy);
            }
        } catch (ReflectiveOperationException e) {
            err.println("ansatz: this Java keeps Ctrl-C to itself; it will end the run at once");
        }
    }

    private Object heard(PrintStream err) {
        if (asked.getAndSet(true)) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        err.println();
        err.println("ansatz: stopping; what the run has is kept (Ctrl-C once more ends at once)");
        return null;
    }

    void ask() {
        asked.set(true);
    }

    boolean requested() {
        return asked.get();
    }
}
