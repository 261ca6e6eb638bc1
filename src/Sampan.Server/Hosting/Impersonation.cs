using System.Text;
using Microsoft.AspNetCore.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;

namespace Sampan.Server.Hosting;

/// <summary>Acting as somebody else, for those who may (apiserver/pkg/endpoints/filters/impersonation).</summary>
internal static class Impersonation
{
    private const string Prefix = "Impersonate-";
    private const string ExtraPrefix = Prefix + "Extra-";
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <summary>The user to act as: the one that the headers name, or the one who asks.</summary>
    public static UserInfo Apply(IHeaderDictionary headers, UserInfo asking, ClusterAuthorizer authorizer)
    {
        if (!IsAskedFor(headers))
        {
            return asking;
        }

        var name = headers["Impersonate-User"].ToString();
        string[] groups = [.. headers["Impersonate-Group"].Select(group => group ?? "")];
        var uid = headers["Impersonate-Uid"].ToString();
        var extra = headers.Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant()), header => (IReadOnlyList<string>)[.. header.Value.Select(value => value ?? "")]);
        if (name.Length == 0)
        {
            return groups.Length > 0 || uid.Length > 0 || extra.Count > 0
                ? throw ApiException.BadRequest($"requested {Describe(uid, groups, extra)} without impersonating a user name")
                : asking;
        }

        CheckAllowed(asking, authorizer, name, groups, uid, extra);
        return new UserInfo(name, WithImplied(name, groups), uid) { Extra = extra };
    }

    private static bool IsAskedFor(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckAllowed(UserInfo asking, ClusterAuthorizer authorizer, string name, string[] groups, string uid, Dictionary<string, IReadOnlyList<string>> extra)
    {
        if (ServiceAccount(name) is { } account)
        {
            authorizer.Check(AccessRequest.OfResource(asking, "impersonate", "", "serviceaccounts", "", account.Namespace, account.Name));
        }
        else
        {
            authorizer.Check(AccessRequest.OfResource(asking, "impersonate", "", "users", "", "", name));
        }

        foreach (var group in groups)
        {
            authorizer.Check(AccessRequest.OfResource(asking, "impersonate", "", "groups", "", "", group));
        }

        if (uid.Length > 0)
        {
            authorizer.Check(AccessRequest.OfResource(asking, "impersonate", "authentication.k8s.io", "uids", "", "", uid));
        }

        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
            {
                authorizer.Check(AccessRequest.OfResource(asking, "impersonate", "authentication.k8s.io", "userextras", key, "", value));
            }
        }
    }

    private static List<string> WithImplied(string name, string[] groups)
    {
        List<string> all = [.. groups];
        if (groups.Length == 0 && ServiceAccount(name) is { } account)
        {
            all.AddRange(["system:serviceaccounts", $"system:serviceaccounts:{account.Namespace}"]);
        }

        if (name == UserInfo.Anonymous.Name)
        {
            return all.Contains(UserInfo.Anonymous.Groups[0]) ? all : [.. all, UserInfo.Anonymous.Groups[0]];
        }

        return all.Contains(UserInfo.Authenticated) || all.Contains(UserInfo.Anonymous.Groups[0]) ? all : [.. all, UserInfo.Authenticated];
    }

    private static (string Namespace, string Name)? ServiceAccount(string user) =>
        user.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && user[ServiceAccountPrefix.Length..].Split(':') is [var @namespace, var name] ? (@namespace, name) : null;

    // The message shows a Go struct.
    private static string Describe(string uid, string[] groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        var text = new StringBuilder("&user.DefaultInfo{Name:\"\", UID:\"").Append(uid).Append("\", Groups:").Append(Strings(groups)).Append(", Extra:map[string][]string");
        text.Append(extra.Count == 0 ? "(nil)" : $"{{{string.Join(", ", extra.Select(entry => $"\"{entry.Key}\":{Strings(entry.Value)}"))}}}");
        return text.Append('}').ToString();
    }

    private static string Strings(IReadOnlyCollection<string> values) =>
        values.Count == 0 ? "[]string(nil)" : $"[]string{{{string.Join(", ", values.Select(value => $"\"{value}\""))}}}";
}
