using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Propagation;

/// <summary>The ids by which what is derived from an object finds back to it, even where the object's name is taken again.</summary>
internal static class PermanentIds
{
    public static string New() => Guid.NewGuid().ToString();

    /// <summary>The label of a binding's id.</summary>
    public static string LabelOf(ResourceType bindingType) =>
        bindingType == FleetTypes.ClusterResourceBindings ? FleetLabels.ClusterResourceBindingId : FleetLabels.ResourceBindingId;

    /// <summary>Gives a binding an id, if it has none.</summary>
    public static void Ensure(JsonObject binding, ResourceType type) => Ensure(binding, LabelOf(type));

    /// <summary>Sets the label to a fresh id, if it is not set.</summary>
    public static void Ensure(JsonObject draft, string label)
    {
        var labels = draft.Child("metadata").Child("labels");
        if (string.IsNullOrEmpty(labels.StringAt(label)))
        {
            labels[label] = New();
        }
    }
}
