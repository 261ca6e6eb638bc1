using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sampan.Conformance.Cli;

/// <summary>Serves a folder's files over HTTP on loopback; what is not there answers 404.</summary>
internal sealed class ChartRepositoryServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ChartRepositoryServer(WebApplication application) => _application = application;

    public static async Task<ChartRepositoryServer> StartAsync(string folder, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Run(async context =>
        {
            var path = Path.GetFullPath(Path.Combine(folder, context.Request.Path.Value!.TrimStart('/')));
            if (path.StartsWith(folder, StringComparison.Ordinal) && File.Exists(path))
            {
                await context.Response.SendFileAsync(path, context.RequestAborted);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });
        await application.StartAsync(cancellationToken);
        return new ChartRepositoryServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
