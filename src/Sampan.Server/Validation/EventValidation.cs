using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>
/// Event of both groups, whose faults are reported at the places of core/v1. What is written through core/v1 is hardly judged;
/// what is written through events.k8s.io/v1 must be complete, and stays as it is but for its series.
/// </summary>
internal static class EventValidation
{
    private const int LongestText = 128;
    private const int LongestNote = 1024;
    private const string GroupName = "events.k8s.io";

    // As long as a time of the wire in seconds and microseconds, without its zone.
    private const int Microseconds = 26;

    public static void ValidateCore(JsonObject @event, FieldErrors errors)
    {
        ValidateCommon(@event, isCore: true, errors);
        if (errors.Causes.Count == 0 && errors.Before is null)
        {
            MetadataValidation.Validate(@event, new GroupVersionKind("", "v1", "Event"), errors);
        }
    }

    public static void ValidateNew(JsonObject @event, FieldErrors errors)
    {
        ValidateCommon(@event, isCore: false, errors);
        MetadataValidation.Validate(@event, new GroupVersionKind(GroupName, "v1", "Event"), errors);
        ValidateSeries(@event, errors);
        if (@event.TextOf("eventTime").Length == 0)
        {
            errors.Required("eventTime");
        }

        if (@event.TextOf("type") is not ("Normal" or "Warning"))
        {
            errors.Invalid("type", "", $"has invalid value: {@event.TextOf("type")}");
        }

        Unset("firstTimestamp", @event.TextOf("deprecatedFirstTimestamp").Length > 0, errors);
        Unset("lastTimestamp", @event.TextOf("deprecatedLastTimestamp").Length > 0, errors);
        Unset("count", FieldErrors.Number(@event, "deprecatedCount") is not (null or 0), errors);
        var source = @event.At("deprecatedSource");
        Unset("source", source.TextOf("component").Length + source.TextOf("host").Length > 0, errors);
    }

    public static void CheckUpdate(JsonObject @event, JsonObject before, FieldErrors errors)
    {
        ValidateCommon(@event, isCore: false, errors);
        if (!JsonNode.DeepEquals(@event["series"], before["series"]))
        {
            ValidateSeries(@event, errors);
        }

        Struct("involvedObject", "regarding", InternalForm.ObjectReference);
        Text("reason", "reason");
        Text("message", "note");
        Struct("source", "deprecatedSource", InternalForm.EventSource);
        errors.Immutable("firstTimestamp", @event["deprecatedFirstTimestamp"], before["deprecatedFirstTimestamp"]);
        errors.Immutable("lastTimestamp", @event["deprecatedLastTimestamp"], before["deprecatedLastTimestamp"]);
        errors.Immutable("count", FieldErrors.Number(@event, "deprecatedCount") ?? 0, FieldErrors.Number(before, "deprecatedCount") ?? 0);

        // It is looked at twice.
        Text("reason", "reason");
        Text("type", "type");
        if (Truncated(@event.TextOf("eventTime")) != Truncated(before.TextOf("eventTime")))
        {
            errors.Immutable("eventTime", @event["eventTime"], before["eventTime"]);
        }

        Text("action", "action");
        if (!JsonNode.DeepEquals(@event["related"], before["related"]))
        {
            errors.InvalidAsShown("related", InternalForm.ObjectReference.Show(@event["related"]), "field is immutable");
        }

        Text("reportingController", "reportingController");
        Text("reportingInstance", "reportingInstance");

        void Text(string path, string name) => errors.Immutable(path, @event.TextOf(name), before.TextOf(name));

        void Struct(string path, string name, InternalForm form)
        {
            if (!JsonNode.DeepEquals(@event[name] ?? new JsonObject(), before[name] ?? new JsonObject()))
            {
                errors.InvalidAsShown(path, form.Show(@event[name] ?? new JsonObject()), "field is immutable");
            }
        }
    }

    private static void ValidateCommon(JsonObject @event, bool isCore, FieldErrors errors)
    {
        var space = @event.At("metadata").TextOf("namespace");
        var about = @event.At(isCore ? "involvedObject" : "regarding").TextOf("namespace");
        if (@event.TextOf("eventTime").Length == 0)
        {
            if (about.Length == 0 ? space is not ("" or "default") : space != about)
            {
                errors.Invalid("involvedObject.namespace", about, "does not match event.namespace");
            }
        }
        else
        {
            if (about.Length == 0 && space is not ("default" or "kube-system"))
            {
                errors.Invalid("involvedObject.namespace", about, "does not match event.namespace");
            }

            ValidateReport(@event, isCore, errors);
        }

        errors.Invalid("namespace", space, Names.Subdomain(space));
    }

    private static void ValidateReport(JsonObject @event, bool isCore, FieldErrors errors)
    {
        var controllerPath = isCore ? "reportingComponent" : "reportingController";
        var controller = @event.TextOf(controllerPath);
        if (controller.Length == 0)
        {
            errors.Required(controllerPath);
        }

        errors.Invalid(controllerPath, controller, LabelSyntax.KeyErrors(controller));
        foreach (var name in (ReadOnlySpan<string>)["reportingInstance", "action", "reason"])
        {
            if (@event.TextOf(name).Length == 0)
            {
                errors.Required(name);
            }

            AtMost(@event.TextOf(name), LongestText, name, errors);
        }

        AtMost(@event.TextOf(isCore ? "message" : "note"), LongestNote, "message", errors);
    }

    private static void ValidateSeries(JsonObject @event, FieldErrors errors)
    {
        if (@event.At("series") is not { } series)
        {
            return;
        }

        if ((FieldErrors.Number(series, "count") ?? 0) < 2)
        {
            errors.Invalid("series.count", "", "should be at least 2");
        }

        if (series.TextOf("lastObservedTime").Length == 0)
        {
            errors.Required("series.lastObservedTime");
        }
    }

    private static void AtMost(string text, int bytes, string path, FieldErrors errors)
    {
        if (Encoding.UTF8.GetByteCount(text) > bytes)
        {
            errors.Invalid(path, "", $"can have at most {bytes.ToString(CultureInfo.InvariantCulture)} characters");
        }
    }

    private static void Unset(string path, bool isSet, FieldErrors errors)
    {
        if (isSet)
        {
            errors.Invalid(path, "", "needs to be unset");
        }
    }

    // What clients cut off beyond microseconds is no change.
    private static string Truncated(string time) => time.Length <= Microseconds ? time : time[..Microseconds];
}
