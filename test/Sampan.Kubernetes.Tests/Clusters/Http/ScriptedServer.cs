using System.Net;
using System.Text;

namespace Sampan.Kubernetes.Tests.Clusters.Http;

/// <summary>Answers requests by their method and path, and remembers them.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Dictionary<string, (int Code, string Body)> _answers = [];

    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public ScriptedServer Answer(string request, string body, int code = 200)
    {
        _answers[request] = (code, body);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Requests.Add(line);
        if (request.Content is { } content)
        {
            Bodies.Add($"{content.Headers.ContentType} {await content.ReadAsStringAsync(cancellationToken)}");
        }

        var (code, body) = _answers.TryGetValue(line, out var answer) ? answer : (404, "404 page not found\n");
        return new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
