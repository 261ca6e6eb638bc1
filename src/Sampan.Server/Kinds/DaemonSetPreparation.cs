using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>apps/v1 DaemonSet: counts changes of its template in an annotation that once was a field.</summary>
internal static class DaemonSetPreparation
{
    private const string Annotation = "deprecated.daemonset.template.generation";

    public static void CountTemplates(JsonObject draft, JsonObject? before)
    {
        var count = long.TryParse(before?.Metadata().Object("annotations").Text(Annotation), CultureInfo.InvariantCulture, out var known) ? known : 0;
        if (!JsonNode.DeepEquals(draft.Object("spec").Object("template"), before.Object("spec").Object("template")))
        {
            count++;
        }

        draft.Metadata().Child("annotations")[Annotation] = count.ToString(CultureInfo.InvariantCulture);
    }
}
