using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission;
using Sampan.Server.Registry;

namespace Sampan.Server.Authorization;

/// <summary>
/// Nobody grants what they do not hold: whoever writes a role must hold all its rules or may <c>escalate</c> it, and whoever
/// binds one must hold all its rules or may <c>bind</c> it. Runs before validation, as the API server's storage of roles does.
/// </summary>
internal sealed class RoleEscalation(ServedCluster cluster) : IAdmissionPlugin
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private static readonly PolicyRule[] Everything = [new(["*"], ["*"], ["*"], [], []), new(["*"], [], [], [], ["*"])];
    private static readonly string[] IdleMetadata = ["ownerReferences", "finalizers", "managedFields", "resourceVersion"];

    /// <inheritdoc/>
    public string Name => "RoleEscalation";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.Resource.Type.Group == Rbac && attributes is { Object: { } draft, User.IsMaster: false } && !IsIdle(attributes.OldObject, draft))
        {
            var name = draft.Metadata().Text("name");
            if (attributes.Resource.Type.Plural is "roles" or "clusterroles")
            {
                CheckRole(attributes, draft, name);
            }
            else
            {
                CheckBinding(attributes, draft, name);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void CheckRole(AdmissionAttributes attributes, JsonObject role, string name)
    {
        var before = attributes.OldObject;
        var isUnchanged = before is not null && JsonNode.DeepEquals(before["rules"], role["rules"]) && JsonNode.DeepEquals(before["aggregationRule"], role["aggregationRule"]);
        if (isUnchanged || IsAllowed(attributes, "escalate", attributes.Resource.Type.Plural, name))
        {
            return;
        }

        Confirm(attributes, name, [.. JsonElement.Parse(role.ToUtf8Bytes()).Items("rules").Select(PolicyRule.Of)]);
        if (role["aggregationRule"] is not null)
        {
            // What such a role grants is not known yet: it may be anything.
            Confirm(attributes, name, Everything);
        }
    }

    private void CheckBinding(AdmissionAttributes attributes, JsonObject binding, string name)
    {
        var (kind, role) = (binding.Object("roleRef").Text("kind"), binding.Object("roleRef").Text("name"));
        if (IsAllowed(attributes, "bind", kind == "Role" ? "roles" : "clusterroles", role))
        {
            return;
        }

        var rules = cluster.Authorizer.Rbac.Rules(kind, role, attributes.Name.Namespace) ?? throw ApiException.NotFound(attributes.Resource.Type, role);
        Confirm(attributes, name, rules);
    }

    private void Confirm(AdmissionAttributes attributes, string name, IReadOnlyList<PolicyRule> asked)
    {
        var user = attributes.User;
        var missing = RuleCoverage.Missing(asked, [.. cluster.Authorizer.Rbac.Grants(user, attributes.Name.Namespace).Select(grant => grant.Rule)]);
        if (missing.Count > 0)
        {
            throw ApiErrors.Forbidden(
                attributes.Resource.Type,
                name,
                $"user \"{user.Name}\" (groups={RuleCoverage.Quoted(user.Groups)}) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing.Select(RuleCoverage.Text))}");
        }
    }

    private bool IsAllowed(AdmissionAttributes attributes, string verb, string resource, string name) =>
        cluster.Authorizer.Decide(AccessRequest.OfResource(attributes.User, verb, Rbac, resource, "", attributes.Name.Namespace, name)).IsAllowed;

    // The garbage collector changes owners and finalizers of what it could not grant.
    private static bool IsIdle(JsonObject? before, JsonObject after) => before is not null && JsonNode.DeepEquals(Essence(before), Essence(after));

    private static JsonObject Essence(JsonObject @object)
    {
        var copy = @object.DeepClone().AsObject();
        Array.ForEach(IdleMetadata, name => copy.Object("metadata")?.Remove(name));
        return copy;
    }
}
