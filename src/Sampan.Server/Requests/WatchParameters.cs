using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The query parameters of watches.</summary>
internal static class WatchParameters
{
    // apiserver ends watches without a timeout of their own after 30 to 60 minutes, so that clients spread.
    private const int DefaultSeconds = 30 * 60;

    public static WatchRequest Read(ApiRequest request)
    {
        var initial = request.Query.Boolean("sendInitialEvents");
        ListRequestValidation.CheckWatch(initial, request.Query.Text("resourceVersionMatch"), request.Query.Text("continue"));
        var version = request.Query.Text("resourceVersion");
        if (version.Length > 0)
        {
            ObjectReader.ParseVersion(version, ApiErrors.Unexplained);
        }

        var seconds = request.Query.Integer("timeoutSeconds") ?? 0;
        return new WatchRequest
        {
            ResourceVersion = version,
            SendInitialEvents = initial,
            AllowBookmarks = request.Query.Boolean("allowWatchBookmarks") ?? false,
            Timeout = TimeSpan.FromSeconds(seconds > 0 ? seconds : DefaultSeconds + Random(DefaultSeconds)),
        };
    }

    private static int Random(int below) => System.Security.Cryptography.RandomNumberGenerator.GetInt32(below);
}
