using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;
using Sampan.Server.Schemas;

namespace Sampan.Server.Subresources;

/// <summary>serviceaccounts/token: a TokenRequest answered with a signed token.</summary>
internal static class TokenSubresource
{
    private const long Shortest = 10 * 60;
    private const long Longest = 1L << 32;
    private static readonly GroupVersionKind Kind = new("authentication.k8s.io", "v1", "TokenRequest");

    public static JsonObject Issue(ServedCluster cluster, NamespacedName name, JsonObject request, string manager)
    {
        Ownership.Update(EmptyObject.Of(Kind), request, BuiltInTypes.Instance.SchemaOf(Kind)!, new ManagerEntry(manager, false, Kind.ApiVersion, "token", FieldSet.Empty, ""), cluster.Now);
        var owners = request.Metadata()["managedFields"]?.DeepClone();
        var account = cluster.Reader.Stored(cluster.Resource(WellKnownTypes.ServiceAccounts), name);
        var spec = request.Child("spec");
        var seconds = spec.Integer("expirationSeconds") ?? 3600;
        CheckLifetime(seconds);
        if (!spec.Texts("audiences").Any())
        {
            spec["audiences"] = new JsonArray(ServiceAccountTokens.Issuer);
        }

        spec["expirationSeconds"] = seconds;
        var bound = Bound(cluster, name.Namespace, spec.Object("boundObjectRef"));
        spec.TryAdd("boundObjectRef", null);
        var now = cluster.Time.GetUtcNow();
        request["metadata"] = new JsonObject
        {
            ["name"] = name.Name,
            ["namespace"] = name.Namespace,
            ["uid"] = account.Metadata.Uid,
            ["creationTimestamp"] = Drafts.Time(now),
        };
        if (owners is not null)
        {
            request.Metadata()["managedFields"] = owners;
        }

        request["status"] = new JsonObject
        {
            ["token"] = cluster.Tokens.ServiceAccounts.Sign(Claims(account, spec, bound, now, seconds)),
            ["expirationTimestamp"] = Drafts.Time(now.AddSeconds(seconds)),
        };
        return request;
    }

    private static void CheckLifetime(long seconds)
    {
        if (seconds is < Shortest or > Longest)
        {
            var why = seconds < Shortest ? "may not specify a duration less than 10 minutes" : "may not specify a duration larger than 2^32 seconds";
            throw ApiErrors.Invalid(Kind, "", [new StatusCause("FieldValueInvalid", $"Invalid value: {seconds}: {why}", "spec.expirationSeconds")]);
        }
    }

    private static (string Claim, KubernetesObject Object)? Bound(ServedCluster cluster, string @namespace, JsonObject? reference)
    {
        if (reference is null)
        {
            return null;
        }

        var kind = GroupVersionKind.Parse(reference.Text("apiVersion"), reference.Text("kind"));
        var type = kind.Kind switch
        {
            "Pod" => WellKnownTypes.Pods,
            "Secret" => WellKnownTypes.Secrets,
            "Node" => WellKnownTypes.Nodes,
            _ => throw ApiException.BadRequest($"cannot bind token to object of type {kind.Group}/{kind.Version}, Kind={kind.Kind}"),
        };
        var found = cluster.Reader.Stored(cluster.Resource(type), new NamespacedName(type.Namespaced ? @namespace : "", reference.Text("name")));
        var uid = reference.Text("uid");
        return uid.Length == 0 || uid == found.Metadata.Uid
            ? (kind.Kind.ToLowerInvariant(), found)
            : throw new ApiException(new ApiStatus(409, StatusReasons.Conflict, $"Operation cannot be fulfilled on {kind.Kind} \"{found.Metadata.Name}\": the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated")
            {
                Details = new StatusDetails(found.Metadata.Name, "", kind.Kind),
            });
    }

    private static JsonObject Claims(KubernetesObject account, JsonObject spec, (string Claim, KubernetesObject Object)? bound, DateTimeOffset now, long seconds)
    {
        var details = new JsonObject { ["namespace"] = account.Metadata.Namespace };
        if (bound is { } reference)
        {
            details[reference.Claim] = Reference(reference.Object);
        }

        details["serviceaccount"] = Reference(account);
        return new JsonObject
        {
            ["aud"] = spec["audiences"]!.DeepClone(),
            ["exp"] = now.ToUnixTimeSeconds() + seconds,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = ServiceAccountTokens.Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = details,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{account.Metadata.Namespace}:{account.Metadata.Name}",
        };
    }

    private static JsonObject Reference(KubernetesObject found) => new() { ["name"] = found.Metadata.Name, ["uid"] = found.Metadata.Uid };
}
