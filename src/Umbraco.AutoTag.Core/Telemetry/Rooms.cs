using System.Diagnostics;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Telemetry;

/// <summary>A span per room, so that a trace tells where an image's time went.</summary>
internal static class Rooms
{
    /// <summary>The media item's key.</summary>
    public const string MediaKey = "autotag.media.key";

    /// <summary>How many items a room dealt with at once.</summary>
    public const string Count = "autotag.item.count";

    /// <summary>Into a room; the span ends when it is disposed.</summary>
    /// <param name="room">Its name, lower case.</param>
    public static Activity? Enter(string room) => AutoTagTelemetry.Source.StartActivity($"autotag.{room}");

    /// <summary>From Prepare to the end of one item: the other rooms' spans are within it.</summary>
    public static Activity? Walk(Lease lease, DateTimeOffset now)
    {
        // Not a child of whatever request happened to wake the worker.
        Activity? walk = AutoTagTelemetry.Source.StartActivity("autotag.walk", ActivityKind.Consumer, default(ActivityContext));
        walk?.SetTag(MediaKey, lease.Item.MediaKey);
        walk?.SetTag("autotag.origin", lease.Item.Origin.ToString());
        walk?.SetTag("autotag.queued.seconds", Math.Max(0, (now - lease.Item.EnqueuedAt).TotalSeconds));
        return walk;
    }

    /// <summary>Nothing was there to do: workers look every two seconds, and nobody wants to see that.</summary>
    public static void LeaveNoTrace(this Activity? room)
    {
        if (room is not null)
        {
            room.IsAllDataRequested = false;
            room.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>How it ended; a span of an item that was given up is marked as an error.</summary>
    public static void EndsAs(this Activity? walk, WorkState state, string? reasonCode)
    {
        walk?.SetTag("autotag.state", state.ToString());
        walk?.SetTag("autotag.reason", reasonCode);
        if (state == WorkState.Failed)
        {
            walk?.SetStatus(ActivityStatusCode.Error, reasonCode);
        }
    }
}
