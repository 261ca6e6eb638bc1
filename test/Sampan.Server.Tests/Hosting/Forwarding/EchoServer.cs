using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting.Forwarding;

/// <summary>A server that tells what it was asked, and by whom; a connection that asks for it becomes an echo of bytes.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EchoServer(CertificateAuthority? authority)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (authority is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = authority.IssueServer("things.default.svc");
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (_, _, _) => true;
                });
            }
        }));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<EchoServer> StartAsync(CertificateAuthority? authority = null)
    {
        var server = new EchoServer(authority);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            context.Response.Headers.Upgrade = context.Request.Headers.Upgrade;
            var stream = await upgrade.UpgradeAsync();
            var buffer = new byte[64];
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count));
                await stream.FlushAsync();
            }

            return;
        }

        using var body = new StreamReader(context.Request.Body);
        context.Response.StatusCode = 203;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Echo"] = "yes";
        await context.Response.WriteAsync(new JsonObject
        {
            ["method"] = context.Request.Method,
            ["target"] = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            ["body"] = await body.ReadToEndAsync(),
            ["authorization"] = context.Request.Headers.Authorization.ToString(),
            ["user"] = $"{context.Request.Headers["Impersonate-User"]}{context.Request.Headers["X-Remote-User"]}",
            ["groups"] = new JsonArray([.. context.Request.Headers["Impersonate-Group"].Concat(context.Request.Headers["X-Remote-Group"]).Select(group => JsonValue.Create(group))]),
            ["certificate"] = context.Connection.ClientCertificate?.Subject ?? "",
        }.ToJsonString());
    }
}
