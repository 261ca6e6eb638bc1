using System.Text;
using System.Text.Json.Nodes;

namespace Sampan.Server.Registry;

/// <summary>What the strategies of some kinds add to objects before they are stored.</summary>
internal static class KindPreparation
{
    /// <summary>Completes a new object.</summary>
    public static void OnCreate(ServedCluster cluster, ServedResource resource, JsonObject draft)
    {
        switch (resource.Type.GroupResource)
        {
            case "namespaces":
                LabelNamespace(draft);
                draft.Child("spec")["finalizers"] = new JsonArray("kubernetes");
                draft["status"] = new JsonObject { ["phase"] = "Active" };
                break;
            case "pods":
                draft["status"] = new JsonObject { ["phase"] = "Pending" };
                break;
            case "persistentvolumeclaims":
                AddFinalizer(draft, "kubernetes.io/pvc-protection");
                draft["status"] = new JsonObject { ["phase"] = "Pending" };
                break;
            case "persistentvolumes":
                AddFinalizer(draft, "kubernetes.io/pv-protection");
                draft["status"] = new JsonObject { ["phase"] = "Pending" };
                break;
            case "secrets":
                MergeStringData(draft);
                break;
        }
    }

    /// <summary>Completes a changed object.</summary>
    public static void OnUpdate(ServedResource resource, JsonObject draft)
    {
        switch (resource.Type.GroupResource)
        {
            case "namespaces":
                LabelNamespace(draft);
                break;
            case "secrets":
                MergeStringData(draft);
                break;
        }
    }

    private static void LabelNamespace(JsonObject draft) =>
        draft.Metadata().Child("labels")["kubernetes.io/metadata.name"] = draft.Metadata().Text("name");

    private static void AddFinalizer(JsonObject draft, string finalizer)
    {
        var finalizers = draft.Metadata().Texts("finalizers").ToList();
        if (!finalizers.Contains(finalizer))
        {
            draft.Metadata().SetTexts("finalizers", [.. finalizers, finalizer]);
        }
    }

    // stringData is a way of writing, not a field that is kept.
    private static void MergeStringData(JsonObject draft)
    {
        if (draft.Object("stringData") is not { } plain)
        {
            return;
        }

        draft.Remove("stringData");
        foreach (var (key, value) in plain)
        {
            draft.Child("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
        }
    }
}
