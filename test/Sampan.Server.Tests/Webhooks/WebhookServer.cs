using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Webhooks;

/// <summary>A webhook on a loopback port, with a certificate of an authority of its own.</summary>
public sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookServer(WebApplication application, string certificatePem)
    {
        _application = application;
        CaBundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificatePem));
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public string CaBundle { get; }

    /// <summary>The requests received: path with query, and review.</summary>
    public ConcurrentQueue<(string Path, JsonObject Review)> Received { get; } = new();

    /// <summary>Answers reviews: the response, to which the request's uid is added, or an HTTP status.</summary>
    public required Func<JsonObject, object> Answer { get; set; }

    /// <summary>The connections that have been opened.</summary>
    public ConcurrentDictionary<string, bool> Connections { get; } = new();

    public static async Task<WebhookServer> StartAsync(Func<JsonObject, object> answer, params string[] names)
    {
        var authority = CertificateAuthority.Generate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(authority.IssueServer(names))));
        var application = builder.Build();
        WebhookServer? server = null;
        application.Run(context => server!.HandleAsync(context));
        await application.StartAsync();
        return server = new WebhookServer(application, authority.CertificatePem) { Answer = answer };
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>An answer that lets the write pass, changed by a patch.</summary>
    public static JsonObject Patch(string operations) => new()
    {
        ["allowed"] = true,
        ["patchType"] = "JSONPatch",
        ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(operations)),
    };

    private async Task HandleAsync(HttpContext context)
    {
        Connections[context.Connection.Id] = true;
        var review = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        Received.Enqueue((context.Request.Path + context.Request.QueryString, review));
        switch (Answer(review))
        {
            case JsonObject response:
                if (review["request"]!["uid"] is { } uid)
                {
                    response.TryAdd("uid", uid.DeepClone());
                }

                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(new JsonObject { ["apiVersion"] = review["apiVersion"]!.DeepClone(), ["kind"] = review["kind"]!.DeepClone(), ["response"] = response }.ToUtf8Bytes());
                break;
            case Task task:
                await task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case string text:
                await context.Response.WriteAsync(text);
                break;
            case int status:
                context.Response.StatusCode = status;
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync("out of order");
                break;
        }
    }
}
