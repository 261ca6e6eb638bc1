using Sampan.Kubernetes.Errors;
using Sampan.Server.Authorization.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Authorization;

/// <summary>
/// Decides who may do what in a cluster: members of <c>system:masters</c> everything, nodes what their pods need, all
/// others what roles and bindings say (kube-apiserver's <c>--authorization-mode=Node,RBAC</c>).
/// </summary>
internal sealed class ClusterAuthorizer(ServedCluster cluster)
{
    private readonly NodeAuthorizer _nodes = new(new NodeRelations(cluster));

    /// <summary>Decides by roles and bindings alone.</summary>
    public RbacAuthorizer Rbac { get; } = new(cluster);

    /// <summary>The first authorizer that allows decides; if none does, each may say why.</summary>
    public AccessDecision Decide(AccessRequest request)
    {
        if (request.User.IsMaster)
        {
            return AccessDecision.Allowed();
        }

        var node = _nodes.Decide(request);
        if (node.IsAllowed)
        {
            return node;
        }

        var role = Rbac.Decide(request);
        return role.IsAllowed || node.Reason.Length == 0 ? role
            : role.Reason.Length == 0 ? node : AccessDecision.Refused($"{node.Reason}\n{role.Reason}");
    }

    /// <summary>403 if the user may not.</summary>
    public void Check(AccessRequest request)
    {
        var decision = Decide(request);
        if (!decision.IsAllowed)
        {
            throw Refuse(request, decision.Reason);
        }
    }

    /// <summary>The 403 of a request that no authorizer has allowed.</summary>
    public static ApiException Refuse(AccessRequest request, string reason)
    {
        var why = reason.Length == 0 ? request.Refusal() : $"{request.Refusal()}: {reason}";
        if (!request.IsResource)
        {
            return new ApiException(new ApiStatus(403, StatusReasons.Forbidden, $"forbidden: {why}") { Details = new StatusDetails() });
        }

        var groupResource = request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}";
        return ApiErrors.Forbidden(groupResource, request.Group, request.Resource, request.Name, why);
    }
}
