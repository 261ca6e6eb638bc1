using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>batch/v1 Job: finds its pods by labels that it generates itself, unless it says otherwise.</summary>
internal static class JobPreparation
{
    private const string UidLabel = "batch.kubernetes.io/controller-uid";

    public static void OnCreate(JsonObject draft)
    {
        var spec = draft.Child("spec");
        if (spec.Boolean("manualSelector") == true)
        {
            return;
        }

        var (uid, name) = (draft.Metadata().Text("uid"), draft.Metadata().Text("name"));
        var labels = spec.Child("template").Child("metadata").Child("labels");
        foreach (var (key, value) in new[] { ("controller-uid", uid), (UidLabel, uid), ("job-name", name), ("batch.kubernetes.io/job-name", name) })
        {
            // What the user has set stays, to be refused if it differs.
            labels.TryAdd(key, value);
        }

        spec.Child("selector").Child("matchLabels").TryAdd(UidLabel, uid);
    }

    /// <summary>A job without labels has its template's, with those that were generated; they are set when all is found valid.</summary>
    public static void TakeLabels(JsonObject draft)
    {
        var labels = draft.Object("spec").Object("template").Object("metadata").Object("labels");
        if (labels is not null && draft.Metadata().Object("labels") is null or { Count: 0 })
        {
            draft.Metadata()["labels"] = labels.DeepClone();
        }
    }
}
