using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Aggregation;

/// <summary>A server of the group version things.example.com/v1, as the service <c>things</c> in <c>default</c>.</summary>
internal sealed class ThingsServer : IAsyncDisposable
{
    private const string Path = "/apis/things.example.com/v1";
    private readonly WebApplication _application;

    private ThingsServer(CertificateAuthority authority)
    {
        AuthorityPem = authority.CertificatePem;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = authority.IssueServer("things.default.svc");
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (_, _, _) => true;
        })));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public string AuthorityPem { get; }

    /// <summary>Whether it answers every request by 500.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether it knows aggregated discovery.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>The user and groups that asked last, and the certificate shown.</summary>
    public string Asker { get; private set; } = "";

    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<ThingsServer> StartAsync(bool isLegacy = false, bool isBroken = false)
    {
        var server = new ThingsServer(CertificateAuthority.Generate()) { IsLegacy = isLegacy, IsBroken = isBroken };
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Asker = $"{context.Request.Headers["X-Remote-User"]} {context.Request.Headers["X-Remote-Group"]} {context.Connection.ClientCertificate?.Subject}";
        context.Response.ContentType = "application/json";
        var answer = IsBroken ? null : Answer(context.Request);
        context.Response.StatusCode = IsBroken ? 500 : answer is null ? 404 : 200;
        await context.Response.WriteAsync(answer ?? "{}");
    }

    private string? Answer(HttpRequest request) => request.Path.Value switch
    {
        "/apis" when !IsLegacy && request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal) => """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[{"metadata":{"name":"things.example.com"},"versions":[
              {"version":"v1","freshness":"Current","resources":[{"resource":"things","responseKind":{"group":"things.example.com","version":"v1","kind":"Thing"},"scope":"Namespaced","singularResource":"thing","verbs":["get","list"],"shortNames":["th"]}]}]}]}
            """,
        "/apis" => """{"kind":"APIGroupList","apiVersion":"v1","groups":[]}""",
        Path => """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"things.example.com/v1","resources":[
              {"name":"things","singularName":"thing","namespaced":true,"kind":"Thing","verbs":["get","list"],"shortNames":["th"]},
              {"name":"things/status","singularName":"","namespaced":true,"kind":"Thing","verbs":["get"]}]}
            """,
        "/openapi/v3" => $$$"""{"paths":{"apis/things.example.com/v1":{"serverRelativeURL":"/openapi/v3{{{Path}}}?hash=1"},"apis":{"serverRelativeURL":"/openapi/v3/apis?hash=2"} } }""",
        "/openapi/v3" + Path => """
            {"openapi":"3.0.0","info":{"title":"Things","version":"v1"},
             "paths":{"/apis/things.example.com/v1/namespaces/{namespace}/things":{"get":{"x-kubernetes-action":"list","x-kubernetes-group-version-kind":{"group":"things.example.com","version":"v1","kind":"Thing"}}}},
             "components":{"schemas":{"com.example.Thing":{"type":"object","description":"A thing.","properties":{"size":{"type":"integer","description":"How big."}},"x-kubernetes-group-version-kind":[{"group":"things.example.com","version":"v1","kind":"Thing"}]}}}}
            """,
        "/openapi/v2" => $$$"""{"swagger":"2.0","paths":{"{{{Path}}}/things":{"get":{} },"/version/":{"get":{} } },"definitions":{"com.example.Thing":{"type":"object","description":"A thing."} } }""",
        Path + "/namespaces/default/things" => """{"kind":"ThingList","apiVersion":"things.example.com/v1","metadata":{},"items":[{"apiVersion":"things.example.com/v1","kind":"Thing","metadata":{"name":"one","namespace":"default"}}]}""",
        _ => null,
    };
}
