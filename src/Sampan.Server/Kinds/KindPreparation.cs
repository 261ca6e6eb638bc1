using System.Text.Json.Nodes;
using Sampan.Server.Aggregation;
using Sampan.Server.CustomResources;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>What the strategies and admission plugins of single kinds add to objects before they are stored.</summary>
internal static class KindPreparation
{
    /// <summary>What belongs to whoever writes the object, as if it had been in the body. <paramref name="before"/> is null for a new object.</summary>
    public static void BeforeOwnership(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject? before)
    {
        if (subresource is not null)
        {
            return;
        }

        switch (resource.Type.GroupResource)
        {
            case "daemonsets.apps":
                DaemonSetPreparation.CountTemplates(draft, before);
                break;
            case "secrets":
                SecretPreparation.MergeStringData(draft);
                break;
            case "resourceslices.resource.k8s.io":
                DeviceTaints.Time(draft, cluster.Now);
                break;
        }
    }

    /// <summary>Completes a new object.</summary>
    public static void OnCreate(ServedCluster cluster, ServedResource resource, JsonObject draft, WriteRequest request)
    {
        switch (resource.Type.GroupResource)
        {
            case "namespaces":
                NamespacePreparation.OnCreate(draft);
                break;
            case "pods":
                PodPreparation.OnCreate(cluster, draft);
                break;
            case "services":
                ServicePreparation.OnCreate(cluster, draft, request);
                break;
            case "nodes":
                NodePreparation.OnCreate(draft);
                break;
            case "persistentvolumeclaims":
                VolumePreparation.OnCreateClaim(draft);
                break;
            case "persistentvolumes":
                VolumePreparation.OnCreateVolume(cluster, draft);
                break;
            case "jobs.batch":
                JobPreparation.OnCreate(draft);
                break;
            case "priorityclasses.scheduling.k8s.io":
                draft.TryAdd("value", 0);
                break;
            case "certificatesigningrequests.certificates.k8s.io":
                CertificateRequestPreparation.OnCreate(draft, request.User);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionPreparation.OnCreate(cluster, draft);
                break;
            case "apiservices.apiregistration.k8s.io":
                ApiServices.OnCreate(draft, cluster.Now);
                break;
        }
    }

    /// <summary>What a new object gets only when it has been found valid.</summary>
    public static void AfterValidation(ServedResource resource, JsonObject draft)
    {
        if (resource.Type.GroupResource == "jobs.batch")
        {
            JobPreparation.TakeLabels(draft);
        }
    }

    /// <summary>Completes a changed object.</summary>
    public static void OnUpdate(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject before, WriteRequest request)
    {
        switch (resource.Type.GroupResource, subresource)
        {
            case ("namespaces", _):
                NamespacePreparation.Label(draft);
                break;
            case ("services", null):
                ServicePreparation.OnUpdate(cluster, draft, before, request);
                break;
            case ("certificatesigningrequests.certificates.k8s.io", null):
                draft.CopyFrom(before, "spec");
                break;
            case ("certificatesigningrequests.certificates.k8s.io", _):
                CertificateRequestPreparation.TimeConditions(draft, before, cluster.Now);
                break;
            case ("customresourcedefinitions.apiextensions.k8s.io", null):
                DefinitionPreparation.OnUpdate(cluster, draft);
                break;
        }
    }
}
