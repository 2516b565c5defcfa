package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.DeviceReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dox sync devices}. */
@Command(
        name = "devices",
        description = {
            "Lists the devices that have reported to the shared store, or forgets one that is lost.",
            "",
            "A cutover and \"dox unpair\" take every device in this list into account."
        },
        footer = {
            "",
            "Examples:",
            "  dox sync devices",
            "  dox sync devices --json",
            "  dox sync devices --forget old-laptop --yes"
        })
final class SyncDevicesCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(names = "--forget", paramLabel = "DEVICE", description = "The name or the id of a device that is lost.")
    private @Nullable String forgotten;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    SyncDevicesCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var storage = dox.config().storage();
        return forgotten == null ? list(storage) : forget(storage, forgotten);
    }

    private int list(DoxConfig.Storage storage) {
        try (var stores = PairStores.openReadOnly(storage)) {
            var here = stores.edge().sync().role().storeId();
            var devices = stores.hub().sync().devices();
            if (dox.json()) {
                var json = devices.stream().map(device -> json(device, here)).toList();
                dox.console().json(CliJson.write(Map.of("devices", json)));
            } else {
                devices.forEach(device -> dox.console().print(line(device, here)));
                dox.console().print("%s devices.".formatted(CopyReport.number(devices.size())));
            }
            return Failures.DONE;
        }
    }

    private static String line(DeviceReport device, String here) {
        return "%s%s (%s): OFFLINE_MODE=%s, %s rows in its outbox, seen %s"
                .formatted(
                        device.name(),
                        device.storeId().equals(here) ? ", this device" : "",
                        device.storeId(),
                        device.offlineMode(),
                        CopyReport.number(device.unsentRows()),
                        device.seenAt());
    }

    private static Map<String, Object> json(DeviceReport device, String here) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", device.storeId());
        json.put("name", device.name());
        json.put("this_device", device.storeId().equals(here));
        json.put("offline_mode", device.offlineMode());
        json.put("outbox_rows", device.unsentRows());
        json.put("seen_at", device.seenAt().toString());
        return json;
    }

    private int forget(DoxConfig.Storage storage, String nameOrId) {
        try (var stores = PairStores.open(storage)) {
            var hub = stores.hub().sync();
            var device =
                    find(hub.devices(), nameOrId, stores.edge().sync().role().storeId());
            confirmation.require(dox, """
                    The device %s (%s) is forgotten. It was seen %s, with %s rows in its outbox. No row is removed. If it \
                    comes back, it reports store.went-back until "dox pair --accept-restored" is run on it.""".formatted(
                            device.name(), device.storeId(), device.seenAt(), CopyReport.number(device.unsentRows())));
            hub.forgetDevice(device.storeId());
            if (dox.json()) {
                dox.console().json(CliJson.write(Map.of("status", "ok", "device", device.storeId())));
            } else {
                dox.console().print("The device %s is forgotten.".formatted(device.name()));
            }
            return Failures.DONE;
        }
    }

    private static DeviceReport find(List<DeviceReport> devices, String nameOrId, String here) {
        var found = devices.stream()
                .filter(device ->
                        device.storeId().equals(nameOrId) || device.name().equals(nameOrId))
                .toList();
        if (found.isEmpty()) {
            throw refused("There is no device '%s'; \"dox sync devices\" lists them.".formatted(nameOrId));
        }
        if (found.size() > 1) {
            throw refused("%d devices are called '%s'; give the id of one: %s."
                    .formatted(
                            found.size(),
                            nameOrId,
                            found.stream().map(DeviceReport::storeId).collect(Collectors.joining(", "))));
        }
        if (found.getFirst().storeId().equals(here)) {
            throw refused(
                    "'%s' is this device; \"dox unpair --only sqlite\" takes it out of the pair.".formatted(nameOrId));
        }
        return found.getFirst();
    }

    private static DoxException refused(String message) {
        return new DoxException(ErrorCode.REQUEST_INVALID, message + " Nothing was changed.");
    }
}
