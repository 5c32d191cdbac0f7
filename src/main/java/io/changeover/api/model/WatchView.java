package io.changeover.api.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the watch sees it.
 *
 * @param note why its state needs a person; empty otherwise
 * @param at when it was looked at last; null where nobody has looked yet
 * @param node which server has looked
 * @param activeSites where the service was read as active
 * @param lags one for each dataset
 * @param sights everything else that was seen
 * @param alarms those that are not over
 * @param maintenance the plan's maintenance, if it holds now
 * @param freeze the freeze of the whole server, if it holds now
 * @param coolDown what keeps the plan's trigger from acting again
 * @param trigger {@code manual}, {@code assisted} or {@code automatic}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WatchView(
        String plan,
        String state,
        String note,
        String activeSite,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant at,

        @Nullable String node,
        List<String> activeSites,
        List<LagView> lags,
        List<SightView> sights,
        List<AlarmView> alarms,
        @Nullable HoldView maintenance,
        @Nullable HoldView freeze,
        @Nullable HoldView coolDown,
        String trigger) {
    public WatchView {
        activeSites = activeSites == null ? List.of() : List.copyOf(activeSites);
        lags = lags == null ? List.of() : List.copyOf(lags);
        sights = sights == null ? List.of() : List.copyOf(sights);
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
    }
}
