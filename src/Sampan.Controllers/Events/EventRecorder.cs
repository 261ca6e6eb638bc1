using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Events;

/// <summary>Reports what a component did or could not do, as events that <c>kubectl describe</c> shows. Never blocks and never fails.</summary>
public sealed class EventRecorder(EventSink sink, EventSource source)
{
    /// <summary>Reports something usual.</summary>
    public void Normal(KubernetesObject regarding, string reason, string message, string fieldPath = "") =>
        sink.Post(new RecordedEvent(source, regarding, "Normal", reason, message, fieldPath));

    /// <summary>Reports something that a person may have to look at.</summary>
    public void Warning(KubernetesObject regarding, string reason, string message, string fieldPath = "") =>
        sink.Post(new RecordedEvent(source, regarding, "Warning", reason, message, fieldPath));
}
