using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.CustomResources;

/// <summary>Whether the names of a CustomResourceDefinition are free in its group, and with that whether it is served.</summary>
internal static class NameAcceptance
{
    /// <summary>Sets the accepted names and the conditions that tell of them.</summary>
    public static void Decide(ServedCluster cluster, JsonObject definition)
    {
        var wanted = definition.Object("spec").Object("names") ?? [];
        var status = definition.Child("status");
        var taken = Taken(cluster, definition);
        var accepted = status.Object("acceptedNames")?.DeepClone().AsObject() ?? new JsonObject { ["plural"] = "", ["kind"] = "" };
        var conflict = Accept(wanted, accepted, taken);
        if (conflict is null)
        {
            accepted = wanted.DeepClone().AsObject();
        }

        status["acceptedNames"] = accepted;
        Set(status, conflict is { } found
            ? Condition("NamesAccepted", "False", found.Reason, $"\"{found.Name}\" is already in use", cluster.Now)
            : Condition("NamesAccepted", "True", "NoConflicts", "no conflicts found", cluster.Now));
        if (conflict is null)
        {
            Set(status, Condition("Established", "True", "InitialNamesAccepted", "the initial names have been accepted", cluster.Now));
        }
        else if (!IsEstablished(status))
        {
            Set(status, Condition("Established", "False", "NotAccepted", "not all names are accepted", cluster.Now));
        }
    }

    /// <summary>A condition as the API server writes it.</summary>
    public static JsonObject Condition(string type, string state, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = state,
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };

    private static bool IsEstablished(JsonObject status) => (status.Array("conditions") ?? [])
        .Any(condition => (condition as JsonObject).Text("type") == "Established" && (condition as JsonObject).Text("status") == "True");

    // Takes over what is free; the last name that is not is the one that the condition tells.
    private static (string Reason, string Name)? Accept(JsonObject wanted, JsonObject accepted, HashSet<string> taken)
    {
        (string, string)? conflict = null;
        foreach (var field in new[] { "plural", "singular", "shortNames", "kind", "listKind" })
        {
            var names = field == "shortNames" ? wanted.Texts(field).ToList() : [wanted.Text(field)];
            if (names.Find(taken.Contains) is { } used)
            {
                conflict = ($"{char.ToUpperInvariant(field[0])}{field[1..]}Conflict", used);
            }
            else
            {
                accepted.CopyFrom(wanted, field);
            }
        }

        return conflict;
    }

    private static HashSet<string> Taken(ServedCluster cluster, JsonObject definition)
    {
        var (group, own) = (definition.Object("spec").Text("group"), definition.Metadata().Text("name"));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in cluster.Store.Current.List(cluster.Resource(WellKnownTypes.CustomResourceDefinitions).Collection))
        {
            if (found.Object.Metadata.Name == own || (found.Object.Root.Member("spec") ?? default).StringOrEmpty("group") != group)
            {
                continue;
            }

            var names = found.Object.Root.Member("status", "acceptedNames") ?? default;
            foreach (var field in new[] { "plural", "singular", "kind", "listKind" })
            {
                taken.Add(names.StringOrEmpty(field));
            }

            taken.UnionWith(names.Items("shortNames").Select(name => name.ToString()));
        }

        taken.Remove("");
        return taken;
    }

    // The time of a condition is that of its last change of state.
    private static void Set(JsonObject status, JsonObject condition)
    {
        var conditions = status.Array("conditions");
        if (conditions is null)
        {
            status["conditions"] = conditions = [];
        }

        for (var i = 0; i < conditions.Count; i++)
        {
            if ((conditions[i] as JsonObject).Text("type") != condition.Text("type"))
            {
                continue;
            }

            if ((conditions[i] as JsonObject).Text("status") != condition.Text("status"))
            {
                conditions[i] = condition;
            }

            return;
        }

        conditions.Add((JsonNode)condition);
    }
}
