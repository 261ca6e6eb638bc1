using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authorization.Nodes;

/// <summary>
/// Lets a node read what the pods bound to it need, and write what it reports; no opinion on anyone else
/// (plugin/pkg/auth/authorizer/node).
/// </summary>
internal sealed class NodeAuthorizer(NodeRelations relations)
{
    private const string LeaseNamespace = "kube-node-lease";

    private static readonly Lazy<PolicyRule[]> Rules = new(() =>
        [.. JsonElement.Parse(BootstrapPolicy.ClusterRole("system:node").ToUtf8Bytes()).Items("rules").Select(PolicyRule.Of)]);

    public AccessDecision Decide(AccessRequest request)
    {
        if (NodeIdentity.Of(request.User) is not { } node)
        {
            return AccessDecision.NoOpinion;
        }

        if (node.Length == 0)
        {
            return AccessDecision.Refused($"unknown node for user \"{request.User.Name}\"");
        }

        return (request.Group, request.Resource) switch
        {
            ("", "secrets" or "configmaps") => Read(request, node),
            ("", "persistentvolumeclaims") when request.Subresource == "status" => request.Verb is "update" or "patch" ? Related(request, node) : AccessDecision.Refused("can only get/update/patch this type"),
            ("", "persistentvolumeclaims" or "persistentvolumes") or ("resource.k8s.io", "resourceclaims") or ("storage.k8s.io", "volumeattachments") => Get(request, node),
            ("", "serviceaccounts") => ServiceAccount(request, node),
            ("coordination.k8s.io", "leases") => Lease(request, node),
            ("storage.k8s.io", "csinodes") => CsiNode(request, node),
            ("resource.k8s.io", "resourceslices") => Slice(request, node),
            ("", "nodes") => Node(request, node),
            ("", "pods") => Pod(request, node),
            _ => Array.Exists(Rules.Value, rule => rule.Allows(request)) ? AccessDecision.Allowed() : AccessDecision.NoOpinion,
        };
    }

    private AccessDecision Related(AccessRequest request, string node) =>
        request.Name.Length == 0 ? AccessDecision.Refused("No Object name found")
        : relations.Reach(node, request.Resource, request.Namespace, request.Name) ? AccessDecision.Allowed()
        : AccessDecision.Refused($"no relationship found between node '{node}' and this object");

    private AccessDecision Read(AccessRequest request, string node) =>
        request.Verb is not ("get" or "list" or "watch") ? AccessDecision.Refused("can only read resources of this type")
        : request.Subresource.Length > 0 ? AccessDecision.Refused("cannot read subresource")
        : request.Namespace.Length == 0 ? AccessDecision.Refused("can only read namespaced object of this type")
        : Related(request, node);

    private AccessDecision Get(AccessRequest request, string node) =>
        request.Verb != "get" ? AccessDecision.Refused("can only get individual resources of this type")
        : request.Subresource.Length > 0 ? AccessDecision.Refused("cannot get subresource")
        : Related(request, node);

    // Reading the account is for credential providers of images, which get tokens of it.
    private AccessDecision ServiceAccount(AccessRequest request, string node) =>
        request is { Verb: "get", Subresource: "" } ? Related(request, node)
        : request.Verb != "create" || request.Name.Length == 0 ? AccessDecision.Refused("can only create tokens for individual service accounts")
        : request.Subresource != "token" ? AccessDecision.Refused("can only create token subresource of serviceaccount")
        : Related(request, node);

    // What is created has no name here yet: NodeRestriction compares it.
    private static AccessDecision Lease(AccessRequest request, string node) =>
        !IsSingle(request.Verb) ? AccessDecision.Refused("can only get, create, update, patch, or delete a node lease")
        : request.Namespace != LeaseNamespace ? AccessDecision.Refused($"can only access leases in the \"{LeaseNamespace}\" system namespace")
        : request.Verb != "create" && request.Name != node ? AccessDecision.Refused("can only access node lease with the same name as the requesting node")
        : AccessDecision.Allowed();

    private static AccessDecision CsiNode(AccessRequest request, string node) =>
        !IsSingle(request.Verb) ? AccessDecision.Refused("can only get, create, update, patch, or delete a CSINode")
        : request.Subresource.Length > 0 ? AccessDecision.Refused("cannot authorize CSINode subresources")
        : request.Verb != "create" && request.Name != node ? AccessDecision.Refused("can only access CSINode with the same name as the requesting node")
        : AccessDecision.Allowed();

    private AccessDecision Slice(AccessRequest request, string node) => request.Subresource.Length > 0
        ? AccessDecision.Refused("cannot authorize ResourceSlice subresources")
        : request.Verb switch
        {
            "create" => AccessDecision.Allowed(),
            "get" or "update" or "patch" or "delete" => Related(request, node),
            "watch" or "list" or "deletecollection" => request.Fields.Exactly("spec.nodeName") == node
                ? AccessDecision.Allowed()
                : AccessDecision.Refused("can only list/watch/deletecollection resourceslices with nodeName field selector"),
            _ => AccessDecision.Refused("only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection"),
        };

    // Compared by name, so that a node can look for its object before it is there.
    private static AccessDecision Node(AccessRequest request, string node) => (request.Subresource, request.Verb) switch
    {
        ("", "create" or "update" or "patch") or ("status", "update" or "patch") => AccessDecision.Allowed(),
        ("", "get" or "list" or "watch") => request.Name == node ? AccessDecision.Allowed()
            : request.Name.Length == 0 ? AccessDecision.Refused($"node '{node}' cannot read all nodes, only its own Node object")
            : AccessDecision.Refused($"node '{node}' cannot read '{request.Name}', only its own Node object"),
        _ => AccessDecision.NoOpinion,
    };

    // Which pods may be created, deleted, evicted or reported on, NodeRestriction decides.
    private AccessDecision Pod(AccessRequest request, string node) => (request.Subresource, request.Verb) switch
    {
        ("", "get") => Get(request, node),
        ("", "list" or "watch") => request.Fields.Exactly("spec.nodeName") == node ? AccessDecision.Allowed()
            : request.Name.Length > 0 ? Related(request, node)
            : AccessDecision.Refused("can only list/watch pods with spec.nodeName field selector"),
        ("", "create" or "delete") or ("status", "update" or "patch") or ("eviction", "create") => AccessDecision.Allowed(),
        _ => AccessDecision.NoOpinion,
    };

    private static bool IsSingle(string verb) => verb is "get" or "create" or "update" or "patch" or "delete";
}
