using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Questions about what the requesting user, or a service account, may do.</summary>
internal static class AuthorizerLibrary
{
    private static readonly CelType S = CelType.String;

    public static IEnumerable<Overload> All =>
    [
        Overload.Member("path", "authorizer_path", [OpaqueTypes.Authorizer, S], OpaqueTypes.PathCheck, a => Text(a, 1).Length == 0 ? new ErrorValue("path must not be empty") : Check(OpaqueTypes.PathCheck, (AuthorizerValue)a[0], request => request with { Path = Text(a, 1) })),
        Overload.Member("group", "authorizer_group", [OpaqueTypes.Authorizer, S], OpaqueTypes.GroupCheck, a => Check(OpaqueTypes.GroupCheck, (AuthorizerValue)a[0], request => request with { Group = Text(a, 1) })),
        Overload.Member("serviceAccount", "authorizer_serviceaccount", [OpaqueTypes.Authorizer, S, S], OpaqueTypes.Authorizer, ServiceAccount),
        Overload.Member("resource", "groupcheck_resource", [OpaqueTypes.GroupCheck, S], OpaqueTypes.ResourceCheck, a => With(a, request => request with { Resource = Text(a, 1) })),
        Overload.Member("subresource", "resourcecheck_subresource", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.ResourceCheck, a => With(a, request => request with { Subresource = Text(a, 1) })),
        Overload.Member("namespace", "resourcecheck_namespace", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.ResourceCheck, a => With(a, request => request with { Namespace = Text(a, 1) })),
        Overload.Member("name", "resourcecheck_name", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.ResourceCheck, a => With(a, request => request with { Name = Text(a, 1) })),
        Overload.Member("fieldSelector", "authorizer_fieldselector", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.ResourceCheck, a => a[0]),
        Overload.Member("labelSelector", "authorizer_labelselector", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.ResourceCheck, a => a[0]),
        Overload.Member("check", "pathcheck_check", [OpaqueTypes.PathCheck, S], OpaqueTypes.Decision, Decide),
        Overload.Member("check", "resourcecheck_check", [OpaqueTypes.ResourceCheck, S], OpaqueTypes.Decision, Decide),
        Overload.Member("allowed", "decision_allowed", [OpaqueTypes.Decision], CelType.Bool, a => BoolValue.Of(((DecisionValue)a[0]).IsAllowed)),
        Overload.Member("reason", "decision_reason", [OpaqueTypes.Decision], S, a => new StringValue(((DecisionValue)a[0]).Reason)),
        Overload.Member("errored", "decision_errored", [OpaqueTypes.Decision], CelType.Bool, _ => BoolValue.False),
        Overload.Member("error", "decision_error", [OpaqueTypes.Decision], S, _ => new StringValue("")),
    ];

    private static string Text(CelValue[] arguments, int at) => ((StringValue)arguments[at]).Value;

    private static AccessCheckValue Check(CelType type, AuthorizerValue authorizer, Func<AccessRequest, AccessRequest> change) => new(type, authorizer, change(authorizer.Request));

    private static AccessCheckValue With(CelValue[] a, Func<AccessRequest, AccessRequest> change)
    {
        var check = (AccessCheckValue)a[0];
        return new AccessCheckValue(OpaqueTypes.ResourceCheck, check.Authorizer, change(check.Request));
    }

    private static DecisionValue Decide(CelValue[] a)
    {
        var check = (AccessCheckValue)a[0];
        return new DecisionValue(check.Authorizer.Decide(check.Request with { Verb = Text(a, 1) }));
    }

    private static AuthorizerValue ServiceAccount(CelValue[] a)
    {
        var (authorizer, @namespace, name) = ((AuthorizerValue)a[0], Text(a, 1), Text(a, 2));
        var user = new UserInfo($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", UserInfo.Authenticated]);
        return new AuthorizerValue(authorizer.Decide, authorizer.Request with { User = user });
    }
}
