"""People's accounts: who joins the workspace, leaves it and comes back."""

from sandbox.channels import Channels
from sandbox.models import SlackError, User


class Accounts(Channels):
    """What happens to accounts."""

    def add_person(self, user: User) -> User:
        """Let somebody new join the workspace, and #general with it."""
        self.add_user(user)
        user.updated = self.seconds()
        self.tell("team_join", user_id=user.id)
        self._enter(user.id, self.general, inviter=None)
        return user

    def deactivate(self, user_id: str) -> None:
        """Deactivate an account: the person leaves every channel silently, what they wrote stays."""
        user = self.require_active(user_id)
        if user_id == self.bot_user_id:
            raise SlackError("cant_deactivate_bot")
        user.deleted, user.updated = True, self.seconds()
        for channel in self.channels.values():
            if user_id in channel.members and not channel.is_im:
                channel.members.remove(user_id)
        self.tell("user_change", user_id=user_id)

    def reactivate(self, user_id: str) -> None:
        """Let a deactivated account act again; the person joins their channels anew themselves."""
        user = self.user(user_id)
        user.deleted, user.updated = False, self.seconds()
        self.tell("user_change", user_id=user_id)

    def change_name(self, user_id: str, display_name: str) -> None:
        """Let a person be shown by another name."""
        user = self.require_active(user_id)
        user.display_name, user.updated = display_name, self.seconds()
        self.tell("user_change", user_id=user_id)
