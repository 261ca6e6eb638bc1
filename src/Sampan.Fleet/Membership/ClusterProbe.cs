using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Members;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Membership;

/// <summary>Asks a member how it is, and writes that into its Cluster's status.</summary>
internal sealed class ClusterProbe(Member member, TimeProvider time)
{
    /// <summary>Brings the status up to date; whether the member is ready.</summary>
    public async Task<bool> ReportAsync(JsonObject cluster, CancellationToken cancellationToken)
    {
        var status = cluster.Child("status");
        var conditions = status.List("conditions");
        try
        {
            status["kubernetesVersion"] = (await member.Cluster.GetVersionAsync(cancellationToken)).GitVersion;
            var types = await member.Types.RefreshAsync(cancellationToken);
            status["apiEnablements"] = Enablements(types);
            ReportResources(cluster, status);
            StatusConditions.Set(conditions, "CompleteAPIEnablements", true, "Complete", "collected complete APIEnablements from the cluster", time);
            StatusConditions.Set(conditions, "Ready", true, "ClusterReady", "cluster is healthy and ready to accept workloads", time);
            return true;
        }
        catch (HttpRequestException)
        {
            StatusConditions.Set(conditions, "Ready", false, "ClusterNotReachable", "cluster is not reachable", time);
            return false;
        }
        catch (ApiException exception)
        {
            StatusConditions.Set(conditions, "Ready", false, "ClusterNotReady", exception.Message, time);
            return false;
        }
    }

    private void ReportResources(JsonObject cluster, JsonObject status)
    {
        var (nodes, pods) = (member.Informers.For(WellKnownTypes.Nodes), member.Informers.For(WellKnownTypes.Pods));
        if (!nodes.Synced.IsCompletedSuccessfully || !pods.Synced.IsCompletedSuccessfully)
        {
            return;
        }

        var models = KubernetesObject.From(cluster).Root.Member("spec") ?? default;
        var summary = ClusterSummary.Of(nodes.All, pods.All, [.. models.Items("resourceModels")]);
        status["nodeSummary"] = summary.NodeSummary;
        status["resourceSummary"] = summary.ResourceSummary;
    }

    private static JsonArray Enablements(IReadOnlyList<ResourceType> types)
    {
        var enablements = new JsonArray();
        foreach (var group in types.GroupBy(type => type.ApiVersion, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var resources = group.OrderBy(type => type.Plural, StringComparer.Ordinal)
                .Select(type => (JsonNode)new JsonObject { ["name"] = type.Plural, ["kind"] = type.Kind });
            enablements.Add((JsonNode)new JsonObject { ["groupVersion"] = group.Key, ["resources"] = new JsonArray([.. resources]) });
        }

        return enablements;
    }
}
