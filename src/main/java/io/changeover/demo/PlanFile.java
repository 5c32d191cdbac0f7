package io.changeover.demo;

/** The plan of the demonstration, as a person would write it. */
final class PlanFile {
    /** The plan's name. */
    static final String NAME = "shop";

    private static final String TEXT = """
            plan: shop
            objectives: { rpo: 5s, rto: 60s }
            sites:
              fra: { preferred: true }
              ams: {}
            hosts:
              fra-1:
                site: fra
                address: @FRA_ADDRESS@
                ssh: { user: @USER@, port: @SSH@, key: "${file:@KEY@}", knownHosts: "@KNOWN_HOSTS@" }
              ams-1:
                site: ams
                address: @AMS_ADDRESS@
                ssh: { user: @USER@, port: @SSH@, key: "${file:@KEY@}", knownHosts: "@KNOWN_HOSTS@" }
            groups:                       # started in this order on the target, stopped in reverse on the source
              - name: database
                instances:
                  - name: ledger
                    connector: postgresql
                    port: @DATABASE@
                    bin: "@BIN@"
            @WRAP@        user: @ADMIN@
                    password: "${file:@PASSWORD@}"
                    slot: @SLOT@
                    fra: { host: fra-1, data: "@FRA_DATA@" }
                    ams: { host: ams-1, data: "@AMS_DATA@" }
              - name: app
                parallel: 2
                instances:
            @SHOPS@datasets:
              - { name: ledger, connector: postgresql, rpo: 5s }
            routes:
              - name: www
                connector: command
                read: "cat @ROUTE@"
                switch: "printf %s ${site} > @ROUTE@.new && mv @ROUTE@.new @ROUTE@"
                fra: { host: fra-1 }
                ams: { host: ams-1 }
                check:
                  http: "http://127.0.0.1:@ROUTE_PORT@/health"
                  expect: 200
                  json: { "$.site": "${site}" }
                  times: 2
                  every: 50ms
                  within: 30s
            approvals:
              switchover: { group: approvers, notRequester: true }
              failback: { group: approvers, notRequester: true }
            """;

    private static final String SHOP = """
                  - name: @NAME@
                    connector: command
                    start: "bin/shop start @NAME@"
                    stop: "bin/shop stop @NAME@"
                    status: "bin/shop status @NAME@"
                    fra: { host: fra-1 }
                    ams: { host: ams-1 }
                    check: { http: "http://${host}:@PORT@/health", expect: 200, times: 2, every: 50ms, within: 30s }
            """;

    private PlanFile() {}

    /** The plan for these sites. */
    static String of(Sites sites) {
        Place fra = sites.site("fra").place();
        String wrap = sites.commands().prefix();
        return TEXT.replace("@FRA_ADDRESS@", fra.address())
                .replace("@AMS_ADDRESS@", sites.site("ams").place().address())
                .replace("@USER@", SshSite.USER)
                .replace("@SSH@", Integer.toString(fra.ssh()))
                .replace("@KEY@", sites.keys().privateKey().toString())
                .replace("@KNOWN_HOSTS@", sites.keys().knownHosts().toString())
                .replace("@DATABASE@", Integer.toString(fra.database()))
                .replace("@BIN@", sites.folder().resolve("postgresql/bin").toString())
                .replace("@WRAP@", wrap.isEmpty() ? "" : "        wrap: \"" + wrap + "\"\n")
                .replace("@ADMIN@", EmbeddedPostgres.ADMIN)
                .replace("@PASSWORD@", sites.passwordFile().toString())
                .replace("@SLOT@", Sites.SLOT)
                .replace("@FRA_DATA@", sites.site("fra").database().data().toString())
                .replace("@AMS_DATA@", sites.site("ams").database().data().toString())
                .replace("@SHOPS@", shops(fra))
                .replace("@ROUTE@", sites.routeFile().toString())
                .replace("@ROUTE_PORT@", Integer.toString(sites.routePort()));
    }

    private static String shops(Place place) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Shops.NAMES.size(); i++) {
            text.append(
                    SHOP.replace("@NAME@", Shops.NAMES.get(i)).replace("@PORT@", Integer.toString(place.shop() + i)));
        }
        return text.toString();
    }
}
