using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.CustomResources.Conversion;

/// <summary>Asks the webhook of a definition to convert objects.</summary>
internal static class ConversionCaller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The objects in the desired version, in their order. Those that are of it already are not sent.</summary>
    /// <exception cref="ApiException">500: the webhook cannot be reached, or has answered with other objects.</exception>
    public static async ValueTask<IReadOnlyList<JsonObject>> ConvertAsync(ServedCluster cluster, ConversionWebhook webhook, IReadOnlyList<JsonObject> objects, string desiredApiVersion, CancellationToken cancellationToken)
    {
        var sent = objects.Where(each => each.Text("apiVersion") != desiredApiVersion).ToList();
        if (sent.Count == 0)
        {
            return objects;
        }

        var version = webhook.ReviewVersion ?? throw ApiErrors.Unexplained("no supported conversion review versions");
        var uid = Guid.NewGuid().ToString();
        var name = $"conversion webhook for {sent[0].Text("apiVersion")}, Kind={sent[0].Text("kind")}";
        var answered = await AskAsync();
        if (answered.Count != sent.Count)
        {
            throw ApiErrors.Unexplained($"{name} returned {answered.Count} objects, expected {sent.Count}");
        }

        try
        {
            var next = 0;
            return [.. objects.Select(each => each.Text("apiVersion") == desiredApiVersion ? each : ConvertedObject.Take(each, answered[next], desiredApiVersion, next++))];
        }
        catch (WebhookException exception)
        {
            throw ApiErrors.Unexplained($"{name} {exception.Message}");
        }

        async ValueTask<IReadOnlyList<System.Text.Json.JsonElement>> AskAsync()
        {
            try
            {
                var review = ConversionReview.Request(uid, version, desiredApiVersion, sent);
                return ConversionReview.Read(await cluster.Webhooks.PostAsync(webhook.Address, review, Patience, cancellationToken), uid, version);
            }
            catch (WebhookException exception)
            {
                throw ApiErrors.Unexplained($"{name} failed: {exception.Message}");
            }
        }
    }
}
