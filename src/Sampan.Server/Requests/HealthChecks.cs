using Sampan.Server.Storage;

namespace Sampan.Server.Requests;

/// <summary>
/// <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c>, under the names of kube-apiserver's checks: <c>etcd</c> is the store,
/// whichever it is. A server whose store is away is not ready, but lives: to restart it would not mend the store.
/// </summary>
internal static class HealthChecks
{
    private const string StoreCheck = "etcd";

    /// <summary>The checks' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ping", "log", StoreCheck];

    /// <summary>The answer of all checks.</summary>
    public static ApiResponse All(IStore store, string endpoint, bool isVerbose)
    {
        var failed = Names.Where(name => Fails(store, endpoint, name)).ToList();
        if (failed.Count == 0 && !isVerbose)
        {
            return ApiResponse.Text("ok");
        }

        var lines = string.Concat(Names.Select(name => failed.Contains(name) ? $"[-]{name} failed: reason withheld\n" : $"[+]{name} ok\n"));
        return failed.Count == 0 ? ApiResponse.Text($"{lines}{endpoint} check passed\n") : ApiResponse.Text($"{lines}{endpoint} check failed\n", 500);
    }

    /// <summary>The answer of one check; null if there is none of that name.</summary>
    public static ApiResponse? One(IStore store, string endpoint, string name) =>
        !Names.Contains(name) ? null : Fails(store, endpoint, name) ? ApiResponse.Text($"internal server error: {store.Trouble}\n", 500) : ApiResponse.Text("ok");

    private static bool Fails(IStore store, string endpoint, string name) => name == StoreCheck && endpoint != "livez" && store.Trouble is not null;
}
