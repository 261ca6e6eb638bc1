using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authorization.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Nodes;

/// <summary>
/// The NodeRestriction admission plugin: what a node writes must be its own. The authorizer lets a node write such objects
/// at all; this looks into them.
/// </summary>
internal sealed class NodeRestriction(ServedCluster cluster) : IAdmissionPlugin
{
    private const string LeaseNamespace = "kube-node-lease";

    /// <inheritdoc/>
    public string Name => "NodeRestriction";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.Operation != AdmissionOperation.Connect && NodeIdentity.Of(attributes.User) is { } node)
        {
            Check(attributes, node.Length > 0 ? node : throw Refuse(attributes, $"could not determine node from user \"{attributes.User.Name}\""));
        }

        return ValueTask.CompletedTask;
    }

    private void Check(AdmissionAttributes attributes, string node)
    {
        switch ((attributes.Resource.Type.GroupResource, attributes.Subresource))
        {
            case ("pods", ""):
                CheckPod(attributes, node);
                break;
            case ("pods", "status"):
                CheckPodStatus(attributes, node);
                break;
            case ("pods", "eviction"):
                Demand(NodeOf(Pod(attributes.Name)) == node, attributes, $"node {node} can only evict pods with spec.nodeName set to itself");
                break;
            case ("pods", var other):
                throw Refuse(attributes, $"unexpected pod subresource \"{other}\", only 'status' and 'eviction' are allowed");
            case ("nodes", _):
                NodeSelfRestriction.Check(attributes, node);
                break;
            case ("persistentvolumeclaims", "status"):
                CheckClaimStatus(attributes, node);
                break;
            case ("persistentvolumeclaims", _):
                throw Refuse(attributes, "may only update PVC status");
            case ("serviceaccounts", "token"):
                CheckToken(attributes, node);
                break;
            case ("leases.coordination.k8s.io", _):
                Demand(attributes.Name.Namespace == LeaseNamespace, attributes, $"can only access leases in the \"{LeaseNamespace}\" system namespace");
                Demand(NameOf(attributes) == node, attributes, "can only access node lease with the same name as the requesting node");
                break;
            case ("csinodes.storage.k8s.io", _):
                Demand(NameOf(attributes) == node, attributes, "can only access CSINode with the same name as the requesting node");
                break;
            case ("resourceslices.resource.k8s.io", _) when attributes.Operation is AdmissionOperation.Create:
                Demand(NodeOf(attributes.Object) == node, attributes, "can only create ResourceSlice with the same NodeName as the requesting node");
                break;
            case ("resourceslices.resource.k8s.io", _) when attributes.Operation is AdmissionOperation.Delete:
                Demand(NodeOf(attributes.OldObject) == node, attributes, "can only delete ResourceSlice with the same NodeName as the requesting node");
                break;
            case ("certificatesigningrequests.certificates.k8s.io", "") when attributes.Operation is AdmissionOperation.Create:
                NodeCertificateRestriction.Check(attributes, node);
                break;
        }
    }

    private void CheckPod(AdmissionAttributes attributes, string node)
    {
        switch (attributes.Operation)
        {
            case AdmissionOperation.Create:
                MirrorPodRestriction.Check(cluster, attributes, node);
                break;
            case AdmissionOperation.Delete:
                Demand(NodeOf(attributes.OldObject) == node, attributes, $"node \"{node}\" can only delete pods with spec.nodeName set to itself");
                break;
            default:
                throw Refuse(attributes, $"unexpected operation \"{attributes.Operation.ToString().ToUpperInvariant()}\", node \"{node}\" can only create and delete mirror pods");
        }
    }

    private static void CheckPodStatus(AdmissionAttributes attributes, string node)
    {
        Demand(NodeOf(attributes.OldObject) == node, attributes, $"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself");
        Demand(JsonNode.DeepEquals(attributes.OldObject.Object("metadata")?["labels"], attributes.Object.Object("metadata")?["labels"]), attributes, $"node \"{node}\" cannot update labels through pod status");
        foreach (var claims in (ReadOnlySpan<string>)["resourceClaimStatuses", "extendedResourceClaimStatus"])
        {
            // The word is the server's own.
            Demand(JsonNode.DeepEquals(attributes.OldObject.Object("status")?[claims], attributes.Object.Object("status")?[claims]), attributes, $"node \"{node}\" cannot update resource claim statues");
        }
    }

    private static void CheckClaimStatus(AdmissionAttributes attributes, string node)
    {
        Demand(
            attributes.Operation == AdmissionOperation.Update && JsonNode.DeepEquals(Fixed(attributes.OldObject!), Fixed(attributes.Object!)),
            attributes,
            $"node \"{node}\" is not allowed to update fields other than status.capacity and status.conditions");

        static JsonObject Fixed(JsonObject claim)
        {
            var copy = claim.DeepClone().AsObject();
            foreach (var name in (ReadOnlySpan<string>)["resourceVersion", "managedFields"])
            {
                copy.Object("metadata")?.Remove(name);
            }

            foreach (var name in (ReadOnlySpan<string>)["capacity", "conditions", "allocatedResources", "allocatedResourceStatuses"])
            {
                copy.Object("status")?.Remove(name);
            }

            return copy;
        }
    }

    // A token must be bound to a pod that runs on the node.
    private void CheckToken(AdmissionAttributes attributes, string node)
    {
        var reference = attributes.Object.Object("spec").Object("boundObjectRef");
        Demand(
            reference is not null && reference.Text("apiVersion") == "v1" && reference.Text("kind") == "Pod" && reference.Text("name").Length > 0,
            attributes,
            "node requested token not bound to a pod");
        var uid = reference.Text("uid");
        Demand(uid.Length > 0, attributes, "node requested token with a pod binding without a uid");
        var pod = Pod(attributes.Name with { Name = reference.Text("name") });
        Demand(uid == pod.Metadata.Uid, attributes, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        Demand(NodeOf(pod) == node, attributes, "node requested token bound to a pod scheduled on a different node");
    }

    /// <summary>403 unless a condition holds.</summary>
    internal static void Demand(bool condition, AdmissionAttributes attributes, string why)
    {
        if (!condition)
        {
            throw Refuse(attributes, why);
        }
    }

    internal static ApiException Refuse(AdmissionAttributes attributes, string why) => ApiErrors.Forbidden(attributes.Resource.Type, AdmissionRefusal.NameOf(attributes), why);

    // What is created is named by its body.
    private static string NameOf(AdmissionAttributes attributes) =>
        attributes.Operation == AdmissionOperation.Create ? attributes.Object.Object("metadata").Text("name") : attributes.Name.Name;

    private static string NodeOf(JsonObject? @object) => @object.Object("spec").Text("nodeName");

    private static string NodeOf(KubernetesObject pod) => pod.Root.Member("spec")?.StringOrEmpty("nodeName") ?? "";

    private KubernetesObject Pod(NamespacedName name) => cluster.Reader.Stored(cluster.Resource(WellKnownTypes.Pods), name);
}
