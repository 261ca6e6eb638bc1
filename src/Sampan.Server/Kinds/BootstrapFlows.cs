using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Kinds;

/// <summary>
/// The FlowSchemas and PriorityLevelConfigurations that every cluster has from the start: those that are mandatory, whose
/// specs are fixed, and those that are suggested (k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap).
/// </summary>
internal static class BootstrapFlows
{
    /// <summary>Who owns them.</summary>
    public const string FieldManager = "api-priority-and-fairness-config-producer-v1";

    private const string Group = "flowcontrol.apiserver.k8s.io";
    private static readonly ResourceType Schemas = new(Group, "v1", "flowschemas", "FlowSchema", Namespaced: false);
    private static readonly ResourceType Levels = new(Group, "v1", "prioritylevelconfigurations", "PriorityLevelConfiguration", Namespaced: false);

    private static readonly string[] Everyone = ["system:unauthenticated", "system:authenticated"];
    private static readonly string[] Locking = ["get", "create", "update"];
    private static readonly string[] Locks = ["endpoints", "configmaps"];

    private static readonly Dictionary<string, JsonObject> MandatorySchemas = new(StringComparer.Ordinal)
    {
        ["exempt"] = Schema("exempt", 1, "", Groups("system:masters"), Everything),
        ["catch-all"] = Schema("catch-all", 10000, "ByUser", Groups(Everyone), Everything),
    };

    private static readonly Dictionary<string, JsonObject> MandatoryLevels = new(StringComparer.Ordinal)
    {
        ["exempt"] = new() { ["type"] = "Exempt", ["exempt"] = new JsonObject { ["nominalConcurrencyShares"] = 0, ["lendablePercent"] = 0 } },
        ["catch-all"] = Level(5, 0, new JsonObject { ["type"] = "Reject" }),
    };

    /// <summary>The spec that a FlowSchema of a name must have; null where it may have any. Shared: not to be changed.</summary>
    public static JsonObject? FixedSchema(string name) => MandatorySchemas.GetValueOrDefault(name);

    /// <summary>The spec that a PriorityLevelConfiguration of a name must have; null where it may have any. Shared: not to be changed.</summary>
    public static JsonObject? FixedLevel(string name) => MandatoryLevels.GetValueOrDefault(name);

    /// <summary>Every object, as fresh drafts with nothing left to defaults.</summary>
    public static IEnumerable<(ResourceType Type, JsonObject Draft)> Drafts() =>
    [
        .. MandatoryLevels.Concat(SuggestedLevels()).Select(level => (Levels, Draft(level.Key, level.Value))),
        .. MandatorySchemas.Concat(SuggestedSchemas()).Select(schema => (Schemas, Draft(schema.Key, schema.Value))),
    ];

    private static IEnumerable<KeyValuePair<string, JsonObject>> SuggestedLevels() =>
    [
        new("system", Queued(30, 33, queues: 64, handSize: 6)),
        new("node-high", Queued(40, 25, queues: 64, handSize: 6)),
        new("leader-election", Queued(10, 0, queues: 16, handSize: 4)),
        new("workload-high", Queued(40, 50, queues: 128, handSize: 6)),
        new("workload-low", Queued(100, 90, queues: 128, handSize: 6)),
        new("global-default", Queued(20, 50, queues: 128, handSize: 6)),
    ];

    private static IEnumerable<KeyValuePair<string, JsonObject>> SuggestedSchemas() =>
    [
        new("system-nodes", Schema("system", 500, "ByUser", Groups("system:nodes"), Everything)),
        new("system-node-high", Schema("node-high", 400, "ByUser", Groups("system:nodes"), Resources(["*"], "", ["nodes", "nodes/status"], "*", isClusterScoped: true), Resources(["*"], "coordination.k8s.io", ["leases"], "*"))),
        new("probes", Schema("exempt", 2, "", Groups(Everyone), rule => rule["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = Texts("get"), ["nonResourceURLs"] = Texts("/healthz", "/readyz", "/livez") }))),
        new("system-leader-election", Schema("leader-election", 100, "ByUser", [.. Users("system:kube-controller-manager", "system:kube-scheduler"), .. Accounts("*")], Resources(Locking, "", Locks, "kube-system"), Resources(Locking, "coordination.k8s.io", ["leases"], "*"))),
        new("workload-leader-election", Schema("leader-election", 200, "ByUser", Accounts("*"), Resources(Locking, "", Locks, "*"), Resources(Locking, "coordination.k8s.io", ["leases"], "*"))),
        new("endpoint-controller", Schema("workload-high", 150, "ByUser", [.. Users("system:kube-controller-manager"), .. Accounts("endpoint-controller", "endpointslicemirroring-controller")], Resources(Locking, "", ["endpoints"], "*"))),
        new("kube-controller-manager", Schema("workload-high", 800, "ByNamespace", Users("system:kube-controller-manager"), Everything)),
        new("kube-scheduler", Schema("workload-high", 800, "ByNamespace", Users("system:kube-scheduler"), Everything)),
        new("kube-system-service-accounts", Schema("workload-high", 900, "ByNamespace", Accounts("*"), Everything)),
        new("service-accounts", Schema("workload-low", 9000, "ByUser", Groups("system:serviceaccounts"), Everything)),
        new("global-default", Schema("global-default", 9900, "ByUser", Groups(Everyone), Everything)),
    ];

    private static JsonObject Draft(string name, JsonObject spec) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = new JsonObject { ["apf.kubernetes.io/autoupdate-spec"] = "true" } },
        ["spec"] = spec.DeepClone(),
    };

    private static JsonObject Queued(int shares, int lendable, int queues, int handSize) => Level(shares, lendable, new JsonObject
    {
        ["type"] = "Queue",
        ["queuing"] = new JsonObject { ["queues"] = queues, ["handSize"] = handSize, ["queueLengthLimit"] = 50 },
    });

    private static JsonObject Level(int shares, int lendable, JsonObject response) => new()
    {
        ["type"] = "Limited",
        ["limited"] = new JsonObject { ["nominalConcurrencyShares"] = shares, ["limitResponse"] = response, ["lendablePercent"] = lendable },
    };

    private static JsonObject Schema(string level, int precedence, string distinguisher, IEnumerable<JsonObject> subjects, params ReadOnlySpan<Action<JsonObject>> requests)
    {
        var spec = new JsonObject { ["priorityLevelConfiguration"] = new JsonObject { ["name"] = level }, ["matchingPrecedence"] = precedence };
        if (distinguisher.Length > 0)
        {
            spec["distinguisherMethod"] = new JsonObject { ["type"] = distinguisher };
        }

        var rule = new JsonObject { ["subjects"] = new JsonArray([.. subjects]) };
        foreach (var add in requests)
        {
            add(rule);
        }

        spec["rules"] = new JsonArray(rule);
        return spec;
    }

    private static void Everything(JsonObject rule)
    {
        Resources(["*"], "*", ["*"], "*", isClusterScoped: true)(rule);
        rule["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = Texts("*"), ["nonResourceURLs"] = Texts("*") });
    }

    private static Action<JsonObject> Resources(string[] verbs, string group, string[] resources, string @namespace, bool isClusterScoped = false) => rule =>
    {
        var entry = new JsonObject { ["verbs"] = Texts(verbs), ["apiGroups"] = Texts(group), ["resources"] = Texts(resources) };
        if (isClusterScoped)
        {
            entry["clusterScope"] = true;
        }

        entry["namespaces"] = Texts(@namespace);
        if (rule["resourceRules"] is not JsonArray rules)
        {
            rule["resourceRules"] = rules = [];
        }

        rules.Add((JsonNode)entry);
    };

    private static JsonObject[] Groups(params string[] names) =>
        [.. names.Select(name => new JsonObject { ["kind"] = "Group", ["group"] = new JsonObject { ["name"] = name } })];

    private static JsonObject[] Users(params string[] names) =>
        [.. names.Select(name => new JsonObject { ["kind"] = "User", ["user"] = new JsonObject { ["name"] = name } })];

    private static JsonObject[] Accounts(params string[] names) =>
        [.. names.Select(name => new JsonObject { ["kind"] = "ServiceAccount", ["serviceAccount"] = new JsonObject { ["namespace"] = "kube-system", ["name"] = name } })];

    private static JsonArray Texts(params string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
