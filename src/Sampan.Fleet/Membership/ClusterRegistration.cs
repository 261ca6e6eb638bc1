using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Membership;

/// <summary>Makes a cluster a member: its Cluster object on the hub.</summary>
public static class ClusterRegistration
{
    private static readonly string[] Cpu = ["0", "1", "2", "4", "8", "16", "32", "64", "128"];
    private static readonly string[] Memory = ["0", "4Gi", "16Gi", "32Gi", "64Gi", "128Gi", "256Gi", "512Gi", "1Ti"];

    /// <summary>Creates the member's Cluster object, or updates the description of one that exists.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="name">The member's name: a DNS label.</param>
    /// <param name="member">The member, which is asked for its id.</param>
    /// <param name="description">What placement can select by.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public static async Task JoinAsync(ICluster hub, string name, ICluster member, ClusterDescription description, CancellationToken cancellationToken)
    {
        var system = await member.FindAsync(WellKnownTypes.Namespaces, NamespacedName.ClusterScoped("kube-system"), cancellationToken);
        var cluster = new JsonObject { ["apiVersion"] = FleetTypes.Clusters.ApiVersion, ["kind"] = FleetTypes.Clusters.Kind };
        Describe(cluster, name, system?.Metadata.Uid ?? "", description);
        try
        {
            await hub.CreateAsync(FleetTypes.Clusters, cluster, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            var stored = await hub.GetAsync(FleetTypes.Clusters, NamespacedName.ClusterScoped(name), cancellationToken);
            var draft = stored.ToDraft();
            Describe(draft, name, system?.Metadata.Uid ?? "", description);
            if (!JsonNode.DeepEquals(draft, stored.ToDraft()))
            {
                await hub.UpdateAsync(FleetTypes.Clusters, draft, cancellationToken);
            }
        }
    }

    private static void Describe(JsonObject cluster, string name, string id, ClusterDescription description)
    {
        var metadata = cluster.Child("metadata");
        metadata["name"] = name;
        foreach (var (key, value) in description.Labels)
        {
            metadata.Child("labels")[key] = value;
        }

        var spec = cluster.Child("spec");
        spec["syncMode"] = "Push";
        SetUnlessEmpty("id", id);
        SetUnlessEmpty("apiEndpoint", description.ApiEndpoint);
        SetUnlessEmpty("provider", description.Provider);
        SetUnlessEmpty("region", description.Region);
        if (description.Zones.Count > 0)
        {
            spec["zones"] = new JsonArray([.. description.Zones.Select(zone => (JsonNode)zone)]);
        }

        if (spec["resourceModels"] is null)
        {
            spec["resourceModels"] = DefaultModels();
        }

        void SetUnlessEmpty(string field, string value)
        {
            if (value.Length > 0)
            {
                spec[field] = value;
            }
        }
    }

    // Karmada's default grades: nodes from one core and 4 GiB up to 128 cores and 1 TiB, doubling.
    private static JsonArray DefaultModels()
    {
        var models = new JsonArray();
        for (var grade = 0; grade < Cpu.Length; grade++)
        {
            models.Add((JsonNode)new JsonObject
            {
                ["grade"] = grade,
                ["ranges"] = new JsonArray(Range("cpu", Cpu, grade), Range("memory", Memory, grade)),
            });
        }

        return models;
    }

    private static JsonObject Range(string resource, string[] bounds, int grade) => new()
    {
        ["name"] = resource,
        ["min"] = bounds[grade],
        ["max"] = grade + 1 < bounds.Length ? bounds[grade + 1] : "9223372036854775807",
    };
}
