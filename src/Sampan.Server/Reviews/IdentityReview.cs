using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Reviews;

/// <summary>authentication.k8s.io reviews: who am I, and whose is this token.</summary>
internal static class IdentityReview
{
    /// <summary>SelfSubjectReview.</summary>
    public static JsonObject Self(ServedCluster cluster, JsonObject review, UserInfo asking)
    {
        review["metadata"] = new JsonObject { ["creationTimestamp"] = cluster.Now };
        review["status"] = new JsonObject { ["userInfo"] = User(asking) };
        return review;
    }

    /// <summary>TokenReview.</summary>
    public static async ValueTask<JsonObject> TokenAsync(ServedCluster cluster, JsonObject review, CancellationToken cancellationToken)
    {
        var token = review.Object("spec").Text("token");
        if (token.Length == 0)
        {
            throw ApiException.BadRequest("token is required for TokenReview in authentication");
        }

        List<string> audiences = [.. review.Object("spec").Texts("audiences")];
        var found = await cluster.Tokens.AuthenticateAsync(token, audiences, cancellationToken);
        review["status"] = found.User is { } user
            ? new JsonObject { ["authenticated"] = true, ["user"] = User(user), ["audiences"] = DiscoveryDocuments.Strings(found.Audiences) }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = found.Error };
        return review;
    }

    private static JsonObject User(UserInfo user)
    {
        var entry = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
        {
            entry["uid"] = user.Uid;
        }

        DiscoveryDocuments.AddUnlessEmpty(entry, "groups", user.Groups);
        foreach (var (key, values) in user.Extra)
        {
            entry.Child("extra")[key] = DiscoveryDocuments.Strings(values);
        }

        return entry;
    }
}
