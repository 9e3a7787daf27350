//! The design system: buttons, signs, people, numbers.

use super::{Case, idle};
use crate::ui::prelude::*;
use crate::ui::{
    avatar::{Avatar, Glyph},
    badge::Badge,
    button::{Button, IconButton, Kind},
    field::Field,
    icon::{Icon, Shape},
    notice::{Notice, Way},
};
use bandeja_contract::Channel;

/// All of them.
#[component]
pub fn Parts() -> impl IntoView {
    view! {
        <Case name="Buttons">
            <Button label="Plain"/>
            <Button label="Primary" kind=Kind::Primary icon=Shape::Send/>
            <Button label="Good" kind=Kind::Good icon=Shape::Check/>
            <Button label="Danger" kind=Kind::Danger/>
            <Button label="Bare" kind=Kind::Bare/>
            <Button label="Disabled" kind=Kind::Primary disabled=true/>
            <IconButton label="Details" shape=Shape::Side/>
        </Case>
        <Case name="Signs">
            {Shape::ALL.iter().map(|shape| view! { <Icon shape=*shape/> }).collect_view()}
        </Case>
        <Case name="People and channels">
            {Channel::ALL
                .iter()
                .zip(["Ana Díaz", "Bruno", "Carla Ruiz", "Dora Sosa", "Elio Paz", "Fabia", "Gil Mar", "مريم علي"])
                .map(|(channel, name)| view! {
                    <Avatar name=name.to_owned() glyph=Some(Glyph::named(channel.word()))/>
                })
                .collect_view()}
            <Avatar name="Inés".to_owned() glyph=Some(Glyph::named("whatsapp").off())/>
            <Badge count=3 label="3 mensajes sin leer"/>
            <Badge count=120 label="120 mensajes sin leer"/>
        </Case>
        <Case name="Field">
            <Field label="Correo electrónico" fault=Some("Escribir la dirección de correo.".to_owned())>
                <input class="field__input" type="email"/>
            </Field>
        </Case>
        <Case name="Notice">
            <Notice sentence="Nadie espera en la cola." icon=Shape::Tray way=Way::new("Ver abiertas", idle())/>
        </Case>
    }
}
