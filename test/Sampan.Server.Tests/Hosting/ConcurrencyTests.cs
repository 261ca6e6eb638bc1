using System.Net;
using Sampan.Server.Authentication;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting;

/// <summary>Limits and shutdown, seen by clients.</summary>
public sealed class ConcurrencyTests
{
    private const string Maps = "api/v1/namespaces/default/configmaps";
    private static readonly Dictionary<string, UserInfo> Tokens = new() { ["admin"] = UserInfo.Master("admin"), ["weak"] = new("jane", [UserInfo.Authenticated]) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_ThatFindsNoPlace_Is429WithRetryAfter_ButMastersAndStreamsPass()
    {
        await using var served = await ServedEndpoint.StartAsync(new EndpointOptions { Limits = new ConcurrencyLimits { Mutating = 1, QueueLength = 0 } }, Tokens);
        using var weak = served.Client("weak");
        weak.DefaultRequestHeaders.ExpectContinue = true;
        using var admin = served.Client("admin");
        var body = new StalledContent();
        var stalled = weak.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", body, Cancel);
        await body.Started;

        var refused = await weak.PostAsync(Maps, ServedEndpoint.Json("{}"), Cancel);

        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Equal("Too many requests, please try again later.\n", await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, (await weak.GetAsync(Maps, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync(Maps, ServedEndpoint.Json("""{"metadata":{"name":"c"}}"""), Cancel)).StatusCode);
        body.Finish();
        Assert.Equal(HttpStatusCode.Created, (await stalled).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await weak.PostAsync(Maps, ServedEndpoint.Json("{}"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Shutdown_FailsReadiness_EndsWatches_AndFinishesRequests()
    {
        await using var served = await ServedEndpoint.StartAsync(new EndpointOptions(), Tokens);
        using var client = served.Client("admin");
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var watch = await client.GetAsync($"{Maps}?watch=true", HttpCompletionOption.ResponseHeadersRead, Cancel);
        var body = new StalledContent();
        var stalled = client.PostAsync(Maps, body, Cancel);
        await body.Started;

        served.Endpoint.AnnounceShutdown();

        var ready = await client.GetAsync("readyz", Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, ready.StatusCode);
        Assert.Contains("[-]shutdown failed", await ready.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("ok", await client.GetStringAsync("livez", Cancel));
        var ending = served.Endpoint.DisposeAsync();
        Assert.Equal("", await watch.Content.ReadAsStringAsync(Cancel));
        body.Finish();
        Assert.Equal(HttpStatusCode.Created, (await stalled).StatusCode);
        await ending;
    }

    /// <summary>A body whose end is long in coming. It has started when the server, which has let the request in, wants it.</summary>
    private sealed class StalledContent : HttpContent
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StalledContent() => Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");

        public Task Started => _started.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("""{"metadata":{"name":"s"},"spec":{"resourceAttributes":{"verb":"get"}}"""u8.ToArray(), Cancel);
            await stream.FlushAsync(Cancel);
            _started.SetResult();
            await _finish.Task;
            await stream.WriteAsync("}"u8.ToArray(), Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
