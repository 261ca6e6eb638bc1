using System.Text.Json.Nodes;

namespace Sampan.Fleet.Interpreting;

/// <summary>An object, or the objects of a selection, that a template needs beside it (config.karmada.io DependentObjectReference).</summary>
/// <param name="ApiVersion">The API version of what is needed.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; empty for a cluster-scoped object.</param>
/// <param name="Name">Its name; empty for a selection.</param>
/// <param name="LabelSelector">meta/v1 LabelSelector, where <paramref name="Name"/> is empty.</param>
public sealed record Dependency(string ApiVersion, string Kind, string Namespace, string Name, JsonObject? LabelSelector = null)
{
    /// <summary>The reference as JSON; empty members are left out.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = Kind };
        if (Namespace.Length > 0)
        {
            json["namespace"] = Namespace;
        }

        if (Name.Length > 0)
        {
            json["name"] = Name;
        }

        if (LabelSelector is not null)
        {
            json["labelSelector"] = LabelSelector.DeepClone();
        }

        return json;
    }
}
