using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Authentication;

/// <summary>Service accounts' tokens: JSON Web Tokens that this server signs, and takes back as credentials.</summary>
internal sealed class ServiceAccountTokens(ServedCluster cluster, Lazy<RSA> signingKey)
{
    public const string Issuer = "https://kubernetes.default.svc";
    private const string Invalid = "invalid bearer token";
    private string? _keyId;

    private RSA Key => signingKey.Value;

    private string KeyId => _keyId ??= Base64Url.EncodeToString(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    /// <summary>Signs claims.</summary>
    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId };
        var content = $"{Encode(header)}.{Encode(claims)}";
        var signature = Key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public JsonObject KeySet()
    {
        var parameters = Key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "RSA",
                ["kid"] = KeyId,
                ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            }),
        };
    }

    /// <summary>Whose token it is: signed here, not expired, meant for one of the audiences, of accounts and objects that still exist.</summary>
    public TokenResult Verify(string token, IReadOnlyList<string> audiences)
    {
        if (Claims(token) is not { } claims || claims.StringOrEmpty("iss") != Issuer)
        {
            return TokenResult.Refused(Invalid);
        }

        string[] meant = [.. claims.Items("aud").Select(audience => audience.ToString())];
        string[] common = [.. meant.Intersect(audiences)];
        if (common.Length == 0)
        {
            return TokenResult.Refused($"[{Invalid}, token audiences [{Quoted(meant)}] is invalid for the target audiences [{Quoted(audiences)}]]");
        }

        var now = cluster.Time.GetUtcNow().ToUnixTimeSeconds();
        var details = claims.Member("kubernetes.io") ?? default;
        if (claims.Integer("exp") is not { } expires || expires <= now || !IsLive(details))
        {
            return TokenResult.Refused(Invalid);
        }

        var account = details.Member("serviceaccount") ?? default;
        return new TokenResult(Account(details.StringOrEmpty("namespace"), account.StringOrEmpty("name"), account.StringOrEmpty("uid"), Extra(claims, details)), common, "");
    }

    /// <summary>A service account as a user.</summary>
    public static UserInfo Account(string @namespace, string name, string uid, IReadOnlyDictionary<string, IReadOnlyList<string>> extra) =>
        new($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", UserInfo.Authenticated], uid) { Extra = extra };

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonElement claims, JsonElement details)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.StringOrEmpty("jti")}"] };
        if (details.Member("pod") is { } pod)
        {
            extra["authentication.kubernetes.io/pod-name"] = [pod.StringOrEmpty("name")];
            extra["authentication.kubernetes.io/pod-uid"] = [pod.StringOrEmpty("uid")];
        }

        return extra;
    }

    private JsonElement? Claims(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            return Key.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                ? JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]))
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private bool IsLive(JsonElement details)
    {
        var @namespace = details.StringOrEmpty("namespace");
        return Exists(WellKnownTypes.ServiceAccounts, @namespace, details.Member("serviceaccount"))
            && (details.Member("pod") is not { } pod || Exists(WellKnownTypes.Pods, @namespace, pod))
            && (details.Member("secret") is not { } secret || Exists(WellKnownTypes.Secrets, @namespace, secret));
    }

    private bool Exists(ResourceType type, string @namespace, JsonElement? reference)
    {
        var key = cluster.Resource(type).Key(new NamespacedName(@namespace, (reference ?? default).StringOrEmpty("name")));
        return cluster.Store.Current.Get(key)?.Object.Metadata.Uid == (reference ?? default).StringOrEmpty("uid");
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(json.ToUtf8Bytes());

    private static string Quoted(IEnumerable<string> values) => string.Join(' ', values.Select(value => $"\"{value}\""));
}
