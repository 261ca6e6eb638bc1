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
        definition["status"] = new JsonObject();
        NameAcceptance.Decide(cluster, definition);
        KeepStoredVersions(definition, onlyFirst: true);
    }

    /// <summary>Completes a changed definition.</summary>
    public static void OnUpdate(ServedCluster cluster, JsonObject definition)
    {
        CompleteNames(definition.Child("spec"));
        NameAcceptance.Decide(cluster, definition);
        KeepStoredVersions(definition, onlyFirst: false);
    }

    /// <summary>Says in a definition that is being deleted that its custom resources go first.</summary>
    public static void OnDelete(ServedCluster cluster, JsonObject definition)
    {
        var conditions = definition.Child("status").Array("conditions") ?? [];
        if (conditions.Any(condition => (condition as JsonObject).Text("type") == "Terminating"))
        {
            return;
        }

        conditions.Add((JsonNode)NameAcceptance.Condition("Terminating", "True", "InstanceDeletionPending", "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon", cluster.Now));
        if (conditions.Parent is null)
        {
            definition.Child("status")["conditions"] = conditions;
        }
    }

    private static void CompleteNames(JsonObject spec)
    {
        var names = spec.Child("names");
        var kind = names.Text("kind");
        if (names.Text("singular").Length == 0)
        {
            names["singular"] = kind.ToLowerInvariant();
        }

        if (names.Text("listKind").Length == 0 && kind.Length > 0)
        {
            names["listKind"] = kind + "List";
        }

        if (spec.Object("conversion") is null)
        {
            spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        }
    }

    private static void KeepStoredVersions(JsonObject definition, bool onlyFirst)
    {
        var status = definition.Child("status");
        var stored = status.Texts("storedVersions").ToList();
        foreach (var version in definition.Object("spec").Array("versions") ?? [])
        {
            if (version is JsonObject entry && entry.Boolean("storage") == true && !stored.Contains(entry.Text("name")) && !(onlyFirst && stored.Count > 0))
            {
                stored.Add(entry.Text("name"));
            }
        }

        status.SetTexts("storedVersions", stored);
    }
}
