using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Requests;

namespace Sampan.Server.Tests.Requests;

/// <summary>Somebody who sends requests to a cluster's API.</summary>
internal sealed class ApiUser(EmbeddedServer server, UserInfo user, string cluster = "hub")
{
    private readonly ClusterApi _api = new(server.Find(cluster));

    /// <summary>The status code and the message, empty where the answer is no Status.</summary>
    public async ValueTask<(int Code, string Message)> SendAsync(string method, string path, string body = "")
    {
        var answer = await AnswerAsync(method, path, body);
        return (answer.Status, answer.Status < 300 ? "" : JsonElement.Parse(answer.Body.Span).StringOrEmpty("message"));
    }

    public ValueTask<ApiResponse> AnswerAsync(string method, string path, string body = "")
    {
        var (target, query) = path.Split('?') is [var before, var after] ? (before, after) : (path, "");
        var request = new ApiRequest
        {
            Method = method,
            Path = target,
            Query = new RequestQuery([.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => KeyValuePair.Create(part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]))]),
            User = user,
            ContentType = method == "PATCH" ? "application/merge-patch+json" : "application/json",
            Body = Encoding.UTF8.GetBytes(body),
        };
        return _api.HandleAsync(request, TestContext.Current.CancellationToken);
    }
}
