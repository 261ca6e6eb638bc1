using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sampan.Server.Authentication.Oidc;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Authentication.Oidc;

/// <summary>A small OpenID Connect issuer: a discovery document, keys that can be changed, and tokens signed with them.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CertificateAuthority _authority = CertificateAuthority.Generate();
    private (string Id, RSA Key) _rsa = ("r1", RSA.Create(2048));
    private (string Id, ECDsa Key) _curve = ("e1", ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private Issuer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.IssueServer())));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>How often the keys were fetched.</summary>
    public int Fetches { get; private set; }

    public static async Task<Issuer> StartAsync()
    {
        var issuer = new Issuer();
        await issuer._application.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    /// <summary>A server's view of this issuer.</summary>
    public OidcOptions Options => new(new Uri(Address.OriginalString), "sampan") { AuthorityPem = _authority.CertificatePem, SigningAlgorithms = ["RS256", "ES256", "PS256"] };

    public void ChangeKeys() => _rsa = ("r2", RSA.Create(2048));

    /// <summary>A token with the claims that are needed, and others.</summary>
    public string Token(DateTimeOffset now, JsonObject? claims = null, string algorithm = "RS256")
    {
        var all = new JsonObject { ["iss"] = Address.OriginalString, ["aud"] = "sampan", ["sub"] = "jane", ["exp"] = now.AddHours(1).ToUnixTimeSeconds() };
        foreach (var (name, value) in claims ?? [])
        {
            all[name] = value?.DeepClone();
        }

        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = algorithm[0] == 'E' ? _curve.Id : _rsa.Id };
        var content = Encoding.ASCII.GetBytes($"{Encode(header)}.{Encode(all)}");
        var signature = algorithm switch
        {
            "ES256" => _curve.Key.SignData(content, HashAlgorithmName.SHA256),
            "PS256" => _rsa.Key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => _rsa.Key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{Encoding.ASCII.GetString(content)}.{Base64Url.EncodeToString(signature)}";
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/.well-known/openid-configuration")
        {
            return context.Response.WriteAsync(new JsonObject { ["issuer"] = Address.OriginalString, ["jwks_uri"] = new Uri(Address, "/keys").ToString() }.ToJsonString());
        }

        Fetches++;
        var rsa = _rsa.Key.ExportParameters(includePrivateParameters: false);
        var curve = _curve.Key.ExportParameters(includePrivateParameters: false);
        return context.Response.WriteAsync(new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = _rsa.Id, ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) },
                new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["crv"] = "P-256", ["kid"] = _curve.Id, ["x"] = Base64Url.EncodeToString(curve.Q.X), ["y"] = Base64Url.EncodeToString(curve.Q.Y) },
                new JsonObject { ["kty"] = "OKP", ["kid"] = "other" }),
        }.ToJsonString());
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
