using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.Authorization.Nodes;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Reviews;

/// <summary>authorization.k8s.io reviews: questions about what someone may do, answered and forgotten.</summary>
internal static class AccessReview
{
    private const string Group = "authorization.k8s.io";

    /// <summary>SelfSubjectAccessReview, SubjectAccessReview and LocalSubjectAccessReview.</summary>
    public static JsonObject Answer(ServedCluster cluster, string kind, string @namespace, JsonObject review, UserInfo asking)
    {
        var spec = review.Child("spec");
        var resource = spec.Object("resourceAttributes");
        if (kind == "LocalSubjectAccessReview" && resource.Text("namespace") != @namespace)
        {
            throw Invalid("spec.resourceAttributes.namespace", resource.Text("namespace"), "must match metadata.namespace");
        }

        if (resource is null == spec.Object("nonResourceAttributes") is null)
        {
            throw Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }

        var user = kind == "SelfSubjectAccessReview" ? asking : Subject(spec);
        var request = resource is not null
            ? AccessRequest.OfResource(user, resource.Text("verb"), resource.Text("group"), resource.Text("resource"), resource.Text("subresource"), resource.Text("namespace"), resource.Text("name"))
            : AccessRequest.OfPath(user, spec.Object("nonResourceAttributes").Text("verb"), spec.Object("nonResourceAttributes").Text("path"));
        var decision = cluster.Authorizer.Decide(request);
        var status = new JsonObject { ["allowed"] = decision.IsAllowed };
        if (decision.Reason.Length > 0)
        {
            status["reason"] = decision.Reason;
        }

        review["status"] = status;
        return review;
    }

    /// <summary>SelfSubjectRulesReview: everything that the user may do in a namespace.</summary>
    public static JsonObject Rules(ServedCluster cluster, JsonObject review, UserInfo asking)
    {
        var @namespace = review.Object("spec").Text("namespace");
        if (@namespace.Length == 0)
        {
            throw ApiException.BadRequest("no namespace on request");
        }

        var isNode = NodeIdentity.Of(asking) is not null;
        var rules = asking.IsMaster ? [Everything, EveryPath] : cluster.Authorizer.Rbac.Grants(asking, @namespace).Select(grant => grant.Rule).ToList();
        review["status"] = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule.Resources.Count > 0).Select(rule => (JsonNode)ResourceRule(rule))]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule.NonResourceUrls.Count > 0).Select(rule => (JsonNode)PathRule(rule))]),
            ["incomplete"] = isNode,
        };
        if (isNode)
        {
            review.Child("status")["evaluationError"] = "node authorizer does not support user rule resolution";
        }

        return review;
    }

    private static readonly PolicyRule Everything = new(["*"], ["*"], ["*"], [], []);
    private static readonly PolicyRule EveryPath = new(["*"], [], [], [], ["*"]);

    private static JsonObject ResourceRule(PolicyRule rule)
    {
        var entry = new JsonObject
        {
            ["verbs"] = DiscoveryDocuments.Strings(rule.Verbs),
            ["apiGroups"] = DiscoveryDocuments.Strings(rule.ApiGroups),
            ["resources"] = DiscoveryDocuments.Strings(rule.Resources),
        };
        DiscoveryDocuments.AddUnlessEmpty(entry, "resourceNames", rule.ResourceNames);
        return entry;
    }

    private static JsonObject PathRule(PolicyRule rule) => new()
    {
        ["verbs"] = DiscoveryDocuments.Strings(rule.Verbs),
        ["nonResourceURLs"] = DiscoveryDocuments.Strings(rule.NonResourceUrls),
    };

    private static UserInfo Subject(JsonObject spec)
    {
        List<string> groups = [.. spec.Texts("groups")];
        if (spec.Text("user").Length == 0 && groups.Count == 0)
        {
            throw Invalid("spec.user", "", "at least one of user or group must be specified");
        }

        return new UserInfo(spec.Text("user"), groups, spec.Text("uid"));
    }

    // These name the group but no kind.
    private static ApiException Invalid(string field, string? value, string why) => ApiErrors.Invalid(
        new GroupVersionKind(Group, "v1", ""), "", [new StatusCause("FieldValueInvalid", $"Invalid value: {(value is null ? "null" : $"\"{value}\"")}: {why}", field)]);
}
