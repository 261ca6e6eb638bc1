using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.CustomResources;

/// <summary>
/// Completes CustomResourceDefinitions. Names are accepted and resources established when the definition is written:
/// what kube-apiserver does in controllers a moment later, this server does at once.
/// </summary>
internal static class DefinitionPreparation
{
    /// <summary>The finalizer that waits for the custom resources to go first.</summary>
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>Completes a new definition.</summary>
    public static void OnCreate(ServedCluster cluster, JsonObject definition)
    {
        CompleteNames(definition.Child("spec"));
        definition["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", cluster.Now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", cluster.Now)),
        };
        AcceptNames(definition);
    }

    /// <summary>Completes a changed definition.</summary>
    public static void OnUpdate(JsonObject definition)
    {
        CompleteNames(definition.Child("spec"));
        AcceptNames(definition);
    }

    private static void CompleteNames(JsonObject spec)
    {
        var names = spec.Child("names");
        var kind = names.Text("kind");
        if (names.Text("singular").Length == 0)
        {
            names["singular"] = kind.ToLowerInvariant();
        }

        if (names.Text("listKind").Length == 0)
        {
            names["listKind"] = kind + "List";
        }

        if (spec.Object("conversion") is null)
        {
            spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        }
    }

    private static void AcceptNames(JsonObject definition)
    {
        var status = definition.Child("status");
        status.CopyFrom(definition.Object("spec").Object("names") is { } names ? new JsonObject { ["acceptedNames"] = names.DeepClone() } : null, "acceptedNames");
        var stored = status.Texts("storedVersions").ToList();
        foreach (var version in definition.Object("spec").Array("versions") ?? [])
        {
            if (version is JsonObject entry && entry.Boolean("storage") == true && !stored.Contains(entry.Text("name")))
            {
                stored.Add(entry.Text("name"));
            }
        }

        status.SetTexts("storedVersions", stored);
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };
}
